import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { SplitScreen } from '../../../renderer/ui/split-screen.tsx';
import { fitWidth, LEAST_WIDTH, MOST_WIDTH, widthAfter } from '../../../renderer/ui/splitter.tsx';

const WINDOW = 1200;

describe('the edge between a list and its detail', () => {
  it.each([
    ['ArrowRight', 372, 388],
    ['ArrowLeft', 372, 356],
    ['Home', 500, LEAST_WIDTH],
    ['End', 372, WINDOW * 0.55],
    ['Enter', 372, null],
  ])('%s moves it', (key, from, to) => {
    expect(widthAfter(key, from, WINDOW)).toBe(to);
  });

  it('leaves both sides room, whatever the window’s width', () => {
    expect(fitWidth(20, WINDOW)).toBe(LEAST_WIDTH);
    expect(fitWidth(5000, 4000)).toBe(MOST_WIDTH);
    expect(fitWidth(900, 900)).toBe(495);
    expect(fitWidth(400, 500)).toBe(LEAST_WIDTH);
    expect(widthAfter('ArrowLeft', LEAST_WIDTH, WINDOW)).toBe(LEAST_WIDTH);
  });

  const drawn = (kept?: { width: number | null }) =>
    renderToStaticMarkup(
      <MantineProvider>
        <SplitScreen
          listLabel="Requests"
          list="list"
          detail="detail"
          showDetail
          onBack={() => undefined}
          {...(kept && { kept: { ...kept, keep: () => undefined } })}
        />
      </MantineProvider>,
    );

  it('stands where it was left, and says so to whoever does not see it', () => {
    const html = drawn({ width: 520 });
    expect(html).toContain('--list-wanted:520px');
    expect(html).toMatch(/role="separator"[^>]*aria-label="Width of Requests"/);
    expect(html).toMatch(/aria-valuenow="520"[^>]*tabindex="0"/i);
    expect(drawn({ width: null })).not.toContain('--list-wanted');
  });

  it('is not moved where no width is kept', () => {
    expect(drawn()).not.toContain('separator');
  });
});
