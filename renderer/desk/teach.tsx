import {
  IconActivity,
  IconFlask,
  IconList,
  IconPencil,
  IconSend,
  IconServer2,
} from '@tabler/icons-react';
import { openPack } from '../evidence/acts.ts';
import { openPractice } from '../manager/practice.ts';
import { Lanes } from '../realization/lanes.tsx';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { EXAMPLE } from './example-timeline.ts';

const PATH = [
  {
    Icon: IconList,
    title: 'Read',
    note: 'the sessions of a manager, kept for when you are offline',
  },
  { Icon: IconPencil, title: 'Draft', note: 'a change in a form; saved as you type' },
  { Icon: IconSend, title: 'Send', note: 'once; what left is on record before it leaves' },
  { Icon: IconActivity, title: 'Watch', note: 'until every transport node has it' },
];

/** The empty desk: what Spanwatch is for, and the two ways to begin. Works with no network. */
export function Teach() {
  return (
    <Page
      title="Change an IPSec VPN session, and see it reach every transport node"
      note="Spanwatch sends each change once, keeps the request id that NSX answers with, and asks for its realization until all nodes have it"
    >
      <div className="teach">
        <section className="teach-card" aria-labelledby="teach-practice">
          <IconFlask size={26} stroke={1.6} aria-hidden />
          <h2 id="teach-practice">Try it first</h2>
          <p>
            The practice manager is a whole NSX manager inside this application: gateways, edge
            nodes, a dozen sessions, and scenarios from normal to a node that never answers. It
            needs no network and no account.
          </p>
          <Button kind="primary" onClick={() => void openPractice()}>
            Open the practice manager
          </Button>
        </section>
        <section className="teach-card" aria-labelledby="teach-add">
          <IconServer2 size={26} stroke={1.6} aria-hidden />
          <h2 id="teach-add">Add your manager</h2>
          <p>
            In three steps: its address, the certificate that it shows, who you are there. The
            password goes to this computer’s keychain and to that manager, nowhere else.
          </p>
          <Button onClick={() => go({ screen: 'managers', adding: true })}>Add a manager</Button>
        </section>
      </div>
      <p className="teach-other">
        Somebody sent you an evidence pack?{' '}
        <button type="button" className="link-button" onClick={() => void openPack()}>
          Open it
        </button>{' '}
        to look at it, with no manager and no network.
      </p>
      <HowItGoes />
    </Page>
  );
}

/** The path of a change, and the drawing that it ends in. */
export function HowItGoes() {
  return (
    <>
      <Card title="How a change goes">
        <ol className="teach-path">
          {PATH.map(({ Icon, title, note }) => (
            <li key={title}>
              <Icon size={18} stroke={1.7} aria-hidden />
              <span>
                <b>{title}</b>
                <small>{note}</small>
              </span>
            </li>
          ))}
        </ol>
      </Card>
      <Card
        title="How it is seen"
        note="an example: stripes are in progress, dots are unknown, plain is in sync; each tick is a check"
        padded={false}
      >
        <Lanes
          timeline={EXAMPLE}
          mode="linear"
          now={EXAMPLE.end}
          zone="utc"
          label="An example: one of two transport nodes is unknown for a while; after 12.4 seconds both are in sync"
        />
      </Card>
    </>
  );
}
