import { LinkButton } from './button.tsx';

/** What a toast says under its title, with the one thing that can be done about it. */
export function ToastBody({
  message,
  act,
}: {
  message: string | undefined;
  act: { label: string; run: () => void };
}) {
  return (
    <>
      {message && <div>{message}</div>}
      <LinkButton onClick={act.run}>{act.label}</LinkButton>
    </>
  );
}
