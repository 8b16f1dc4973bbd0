import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/states.tsx';

interface Props {
  /** What it stands around: "This screen", "Spanwatch". */
  what: string;
  /** A new value takes the error away: the route. */
  resetKey: string;
  children: ReactNode;
}

interface State {
  error: Error | null;
}

/** Catches a bug in drawing, says so, and lets one go on. Main holds the truth, so nothing is lost. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error('a screen could not be drawn', error, info.componentStack);
  }

  override componentDidUpdate(before: Props) {
    if (this.state.error && before.resetKey !== this.props.resetKey) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <ErrorState
        title={`${this.props.what} could not be drawn`}
        action={
          <>
            <Button kind="primary" onClick={() => this.setState({ error: null })}>
              Try again
            </Button>
            <Button onClick={() => window.location.reload()}>Reload the window</Button>
          </>
        }
      >
        This is a mistake in Spanwatch, not in your work: drafts are saved, what was sent is on
        record, and open watches go on. <span className="mono">{error.message}</span>
      </ErrorState>
    );
  }
}
