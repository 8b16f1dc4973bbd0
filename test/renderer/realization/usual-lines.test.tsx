import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));

import { UsualLines } from '../../../renderer/realization/usual-lines.tsx';
import { summarize } from '../../../shared/history.ts';
import { timelineOf } from '../../../shared/timeline.ts';
import { aRequest, NODE_NAMES, pictureLife } from '../../support/request-events.ts';

it('the rule for what is slow stands as a sentence only where something was slow', () => {
  const request = aRequest();
  const events = pictureLife();
  const detail = {
    summary: summarize(request, events),
    request,
    events,
    nodeNames: NODE_NAMES,
  };
  const drawn = (of: number, p95Ms: number) => {
    const usual = { session: { of, medianMs: 1, p95Ms }, manager: null, nodes: {} };
    const timeline = timelineOf(request, events, NODE_NAMES);
    const html = renderToStaticMarkup(
      <UsualLines detail={detail} timeline={timeline} usual={usual} />,
    );
    return html.replace(/title="[^"]*"/g, '');
  };
  expect(drawn(5, 2)).toContain('Slower than usual: above');
  expect(drawn(4, 2)).not.toContain('Slower than usual: above');
  expect(drawn(5, 10_000_000)).not.toContain('Slower than usual: above');
});
