import { DEFAULT_PROXY, type ProxyChoice, proxyUrlError } from '../../shared/proxy.ts';
import { Field, TextInput } from '../ui/field.tsx';
import { Choices } from './choice.tsx';

/** What is wrong with the way as typed; null if it can be gone. */
export function proxyError(value: ProxyChoice | undefined): string | null {
  return value?.kind === 'manual' ? proxyUrlError(value.url.trim()) : null;
}

/** Where typing begins: not yet an error, until somebody goes on with it. */
const BEGUN = 'http://';

/** The way to a manager: as the system says, straight, or through a proxy that is typed. */
export function ProxyFields({
  value = DEFAULT_PROXY,
  onChange,
  tried,
}: {
  value: ProxyChoice | undefined;
  onChange: (value: ProxyChoice) => void;
  /** Somebody wanted to go on. */
  tried: boolean;
}) {
  return (
    <>
      <Choices
        legend="Way there"
        name="proxy"
        value={value.kind}
        onChange={(kind) => onChange(kind === 'manual' ? { kind, url: BEGUN } : { kind })}
        rows
        choices={[
          {
            value: 'system',
            title: 'As the system says',
            note: 'Its proxy settings, with their exceptions',
          },
          { value: 'none', title: 'Straight', note: 'Whatever the system’s proxy settings say' },
          {
            value: 'manual',
            title: 'Through this proxy',
            note: 'The certificate is checked all the same; the proxy reads nothing',
          },
        ]}
      />
      {value.kind === 'manual' && (
        <Field
          label="Proxy"
          error={tried || value.url !== BEGUN ? proxyError(value) : null}
          help="http://host:port or https://host:port, without user and password"
        >
          {(control) => (
            <TextInput
              {...control}
              mono
              name="proxy-url"
              value={value.url}
              onChange={(event) => onChange({ kind: 'manual', url: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
