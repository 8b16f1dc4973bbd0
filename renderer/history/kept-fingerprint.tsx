import { useState } from 'react';
import type { RequestId } from '../../shared/ids.ts';
import { readFingerprint } from '../../shared/record-fingerprint.ts';
import { call } from '../bridge.ts';
import { TypedSetting } from '../settings/setting.tsx';
import { Button } from '../ui/button.tsx';
import { wordsOf } from '../ui/failure.tsx';
import '../settings/settings.css';
import { TextInput } from '../ui/field.tsx';
import { toast } from '../ui/toast.ts';
import { forgetKept, useVerifyStore, verify } from './verify-store.ts';

const NOT_READ = 'That is no fingerprint: paste it whole, as Verify showed it';

/** Gives a fingerprint back that was kept elsewhere: Verify then says whether what it stands for is unchanged. */
export function KeptFingerprint({ requestId }: { requestId: RequestId | null }) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const running = useVerifyStore((state) => state.running);

  async function check(text = typed) {
    forgetKept(requestId);
    const read = readFingerprint(text);
    const isFor = requestId === null ? 'record' : 'request';
    if (!read) return setError(NOT_READ);
    if (read.of !== isFor) {
      return setError(
        read.of === 'request'
          ? 'That is the fingerprint of one request: give it back under its Facts'
          : 'That is the fingerprint of the whole record: give it back in Settings › Record',
      );
    }
    setError(null);
    const failure = await verify(requestId, read.text);
    if (failure) setError(wordsOf(failure).explanation);
  }

  async function choose() {
    setError(null);
    const answer = await call('record.choose-fingerprint', null);
    if (!answer.ok) {
      // It is about the file: the fingerprint that was typed before it may be a good one.
      forgetKept(requestId);
      setTyped('');
      return setError(`The file that was chosen: ${wordsOf(answer.failure).explanation}`);
    }
    if (answer.value.fingerprint === null) return;
    setTyped(answer.value.fingerprint);
    await check(answer.value.fingerprint);
  }

  return (
    <TypedSetting
      label="A fingerprint that you kept"
      note="From an earlier Verify: shows whether anything up to then was changed since"
      error={error}
    >
      {(control) => (
        <div className="kept-fingerprint">
          <TextInput
            {...control}
            mono
            placeholder={requestId === null ? 'swf1-…' : 'swr1-…'}
            value={typed}
            onChange={({ target }) => {
              setTyped(target.value);
              setError(null);
              forgetKept(requestId);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && running === null) void check();
            }}
          />
          <Button
            size="small"
            disabled={running !== null || typed.trim() === ''}
            onClick={() => void check()}
          >
            Verify against it
          </Button>
          {requestId === null && (
            <Button size="small" disabled={running !== null} onClick={() => void choose()}>
              Choose its file…
            </Button>
          )}
        </div>
      )}
    </TypedSetting>
  );
}

/** Saves the list that a fingerprint of the record is of, to be kept where nobody who is here can change it. */
export function SaveFingerprint({ fingerprint }: { fingerprint: string }) {
  async function save() {
    const answer = await call('record.save-fingerprint', { fingerprint });
    if (!answer.ok) {
      const { title, explanation, tone } = wordsOf(answer.failure);
      toast({ title, message: explanation, tone });
    } else if (answer.value.file !== null) {
      toast({ title: 'Fingerprint saved', message: answer.value.file, tone: 'ok' });
    }
  }
  return (
    <Button size="small" onClick={() => void save()}>
      Save as a file…
    </Button>
  );
}
