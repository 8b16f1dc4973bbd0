import { app } from 'electron';

/** A write whose answer takes longer than this is left in doubt, as after a crash; reading back settles it. */
const ANSWER_WITHIN_MS = 10_000;

type Product = { busy(): boolean; idle(): Promise<unknown> };

/** Resolves when no write is under way, or when its answer is not to be expected any more. */
export function settled(product: Product): Promise<unknown> {
  const limit = new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS));
  return product.busy() ? Promise.race([product.idle(), limit]) : Promise.resolve();
}

/** Lets a write under way get its answer before the application ends. */
export function endAfterWrites(product: Product): void {
  let waited = false;
  app.on('before-quit', (event) => {
    if (waited || !product.busy()) return;
    event.preventDefault();
    waited = true;
    void settled(product).then(() => app.quit());
  });
}
