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

function sharing(copy: Copy, peerId: unknown, sessionId: string | null): number {
  const peer = entityOf(copy, 'peer-endpoints', peerId);
  const others = PROFILES.flatMap(({ field }) => {
    const id = peer && textField(peer.body, field);
    return id ? sessionsSharing(copy, field, id, sessionId).map((session) => session.id) : [];
  });
  return new Set(others).size;
}

/** "from the peer endpoint; a change there touches 3 other sessions" */
export function protectedNote(copy: Copy, peerId: unknown, sessionId: string | null): string {
  const others = sharing(copy, peerId, sessionId);
  if (others === 0) return 'from the peer endpoint; no other session shares these profiles';
  return `from the peer endpoint; a change there touches ${others} other ${others === 1 ? 'session' : 'sessions'}`;
}

/** The profiles come with the peer endpoint: shown, so that a person sees what protects, and not editable here. */
export function ProtectedFields() {
  const { draft, copy } = useDraftForm();
  const peer = entityOf(copy, 'peer-endpoints', draft.body.peer_endpoint_id);
  if (!peer)
    return <p className="field-hint">Choose a peer endpoint: its profiles are shown here.</p>;
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
            detail={profile ? describeProfile(kind, profile) : id ? 'not in the copy' : undefined}
            help={
              others > 0
                ? `Shared with ${others} other ${others === 1 ? 'session' : 'sessions'}.`
                : 'This session alone uses it.'
            }
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
