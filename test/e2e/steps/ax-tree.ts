import type { Page } from '@playwright/test';

type AxValue = { value?: unknown };
type AxNode = {
  nodeId: string;
  ignored: boolean;
  role?: AxValue;
  name?: AxValue;
  childIds?: string[];
};

/**
 * What Chromium hands a screen reader of the region of this name, top to bottom: the role and the words of each thing
 * that has words.
 */
export async function toldIn(window: Page, region: string): Promise<string[]> {
  const session = await window.context().newCDPSession(window);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const told: string[] = [];
  const tell = ({ ignored, role, name, childIds = [] }: AxNode) => {
    const words = String(name?.value ?? '').trim();
    // The text that stands in a thing is that thing's words already.
    if (!ignored && words !== '' && role?.value !== 'InlineTextBox') {
      told.push(`${role?.value} ${words}`);
    }
    for (const id of childIds) {
      const child = byId.get(id);
      if (child) tell(child);
    }
  };
  const top = nodes.find(({ role, name }) => role?.value === 'region' && name?.value === region);
  if (top) tell(top);
  return told;
}
