import { IconAlertTriangle, IconCheck, IconClock, IconX } from '@tabler/icons-react';
import type { JsonPath } from '../../shared/json.ts';
import { LinkButton } from '../ui/button.tsx';
import { TimeText } from '../ui/time-text.tsx';
import type { CardLine } from './preflight.ts';
import { countWords } from './preflight.ts';

const LOOK = {
  ok: { Icon: IconCheck, tone: 'ok', word: 'Fine' },
  ask: { Icon: IconAlertTriangle, tone: 'warning', word: 'Look' },
  stop: { Icon: IconX, tone: 'danger', word: 'Stops' },
  wait: { Icon: IconClock, tone: 'neutral', word: 'Waits' },
} as const;

type PreflightCardProps = {
  lines: readonly CardLine[];
  onGo: (path: JsonPath) => void;
  /** What can be done about a line, by its id. */
  acts: Partial<Record<string, { label: string; act: () => void }>>;
};

/** What would go wrong, before Send is pressed; a click leads to the field. */
export function PreflightCard({ lines, onGo, acts }: PreflightCardProps) {
  return (
    <section aria-labelledby="preflight-title">
      <h2 id="preflight-title" className="side-title">
        Pre-flight <small>{countWords(lines)}</small>
      </h2>
      <ul className="preflight">
        {lines.map((line) => {
          const { Icon, tone, word } = LOOK[line.level];
          const act = acts[line.id];
          const { path } = line;
          const words = (
            <>
              <b>{line.title}</b>
              <small>{line.detail}</small>
            </>
          );
          return (
            <li key={line.id} data-tone={tone}>
              <Icon size={16} stroke={2.4} aria-label={word} role="img" />
              <div>
                {path !== null ? (
                  <button type="button" className="preflight-go" onClick={() => onGo(path)}>
                    {words}
                  </button>
                ) : (
                  words
                )}
                {act && <LinkButton onClick={act.act}>{act.label}</LinkButton>}
              </div>
              <span className="preflight-time">
                {line.at === null ? (
                  line.path !== null ? (
                    'now'
                  ) : (
                    ''
                  )
                ) : (
                  <TimeText at={line.at} form="short" />
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
