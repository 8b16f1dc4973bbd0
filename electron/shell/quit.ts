import { app } from 'electron';

/** A write whose answer takes longer than this is left in doubt, as after a crash; reading back settles it. */
const ANSWER_WITHIN_MS = 10_000;

/** Lets a write under way get its answer before the application ends. */
export function endAfterWrites(product: { busy(): boolean; idle(): Promise<unknown> }): void {
  let waited = false;
  app.on('before-quit', (event) => {
    if (waited || !product.busy()) return;
    event.preventDefault();
    waited = true;
    const limit = new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS));
    void Promise.race([product.idle(), limit]).then(() => app.quit());
  });
}
