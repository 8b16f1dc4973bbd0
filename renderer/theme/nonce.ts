/**
 * The nonce that main put into this page: the only one under which the CSP takes a `<style>` made by a
 * script (Mantine's variables, CodeMirror's sheets). Empty in a page that main did not serve.
 */
export function cspNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}
