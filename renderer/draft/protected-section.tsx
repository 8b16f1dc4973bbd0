import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { useDraftForm } from './draft-form.ts';
import { ReadOnlyField } from './form-field.tsx';
import type { Copy } from './lookup.ts';
import { describeProfile, entityOf, sessionsSharing, textField } from './lookup.ts';

const PROFILES = [
  { field: 'ike_profile_id', kind: 'ike-profiles', label: 'IKE profile' },
  { field: 'ipsec_tunnel_profile_id', kind: 'tunnel-profiles', label: 'Tunnel profile' },
  { field: 'dpd_profile_id', kind: 'dpd-profiles', label: 'DPD profile' },
] as const satisfies readonly { field: string; kind: InventoryKind; label: string }[];

const sessionsWord = (count: number) =>
  count === 1 ? '1 other session' : `${count} other sessions`;

/** "from the peer endpoint; 3 other sessions use at least one of these profiles"; nothing where that isn't known. */
export function protectedNote(
  copy: Copy,
  peerId: unknown,
  sessionId: string | null,
): string | null {
  const peer = entityOf(copy, 'peer-endpoints', peerId);
  if (!peer) return null;
  const ids = PROFILES.flatMap(({ field }) => {
    const id = textField(peer.body, field);
    return id ? [{ field, id }] : [];
  });
  if (ids.length === 0) return 'from the peer endpoint, which names no profile';
  const sharing = ids.flatMap(({ field, id }) => sessionsSharing(copy, field, id, sessionId));
  const others = new Set(sharing.map(({ id }) => id)).size;
  if (others === 0) return 'from the peer endpoint; no other session uses these profiles';
  const use = others === 1 ? 'uses' : 'use';
  return `from the peer endpoint; ${sessionsWord(others)} ${use} at least one of these profiles`;
}

/** How far a profile is shared; a default of NSX's is not named by anything, so nobody can tell. */
function sharedWords(id: string | null, others: number): string {
  if (id === null) return 'The peer endpoint names none.';
  return others > 0
    ? `Shared with ${sessionsWord(others)}: they change with it.`
    : 'This session alone uses it.';
}

/** The profiles come with the peer endpoint: shown, so that a person sees what protects, and not editable here. */
export function ProtectedFields() {
  const { draft, copy } = useDraftForm();
  const peer = entityOf(copy, 'peer-endpoints', draft.body.peer_endpoint_id);
  if (!peer) {
    const isNamed = textField(draft.body, 'peer_endpoint_id') !== null;
    return (
      <p className="field-hint">
        {isNamed
          ? 'Not known: the peer endpoint is not in the inventory as it was last read, so neither are its profiles.'
          : 'Choose a peer endpoint: its profiles are shown here.'}
      </p>
    );
  }
  return (
    <div className="draft-grid" data-wide>
      {PROFILES.map(({ field, kind, label }) => {
        const id = textField(peer.body, field);
        const profile = entityOf(copy, kind, id);
        const others = id ? sessionsSharing(copy, field, id, draft.entityId).length : 0;
        return (
          <ReadOnlyField
            key={field}
            label={label}
            value={profile?.name ?? (id ? <span className="mono">{id}</span> : 'NSX’s default')}
            detail={
              profile ? describeProfile(kind, profile) : id ? 'not in the inventory' : undefined
            }
            help={sharedWords(id, others)}
          />
        );
      })}
      <ReadOnlyField
        label="Peer proves itself by"
        value={
          textField(peer.body, 'authentication_mode') === 'CERTIFICATE'
            ? 'certificate'
            : 'pre-shared key'
        }
        detail={textField(peer.body, 'connection_initiation_mode') ?? 'INITIATOR'}
        help="The key itself is never read from NSX nor kept here."
      />
    </div>
  );
}
