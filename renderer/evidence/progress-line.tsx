import './evidence.css';

interface ProgressLineProps {
  /** What is under way, for a screen reader. */
  label: string;
  progress: { done: number; total: number } | null;
  words: string;
}

/** How far something is, as a bar and in words. */
export function ProgressLine({ label, progress, words }: ProgressLineProps) {
  return (
    <div className="evidence-progress">
      <progress aria-label={label} max={progress?.total || 1} value={progress?.done ?? 0} />
      <span role="status">{words}</span>
    </div>
  );
}
