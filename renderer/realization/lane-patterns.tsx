/** The patterns of one drawing; `id` keeps them apart from those of another. */
export function LanePatterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern
        id={`${id}-diagonal`}
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="7" height="7" fill="var(--info-bg)" />
        <rect width="2.4" height="7" fill="var(--info)" opacity="0.38" />
      </pattern>
      <pattern id={`${id}-dots`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="var(--unknown-bg)" />
        <circle cx="3" cy="3" r="1.1" fill="var(--unknown)" opacity="0.7" />
      </pattern>
      <pattern id={`${id}-cross`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" fill="var(--danger-bg)" />
        <path
          d="M1.5 1.5l5 5M6.5 1.5l-5 5"
          stroke="var(--danger)"
          strokeWidth="1.1"
          opacity="0.5"
        />
      </pattern>
      <pattern id={`${id}-half`} width="6" height="20" patternUnits="userSpaceOnUse">
        <rect width="6" height="20" fill="var(--warning-bg)" />
        <rect width="3" height="20" fill="var(--warning)" opacity="0.3" />
      </pattern>
      <pattern id={`${id}-rows`} width="8" height="5" patternUnits="userSpaceOnUse">
        <rect width="8" height="5" fill="var(--warning-bg)" />
        <rect width="8" height="1.4" fill="var(--warning)" opacity="0.45" />
      </pattern>
      <pattern
        id={`${id}-hatch`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <rect width="1" height="6" fill="var(--neutral)" opacity="0.5" />
      </pattern>
    </defs>
  );
}
