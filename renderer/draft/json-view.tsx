import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { JsonObject } from '../../shared/json.ts';
import { readingState } from './json-editor.ts';
import { textOf } from './json-text.ts';
import './json.css';

/** An object as JSON, to read and to copy. */
export function JsonView({ value, label }: { value: JsonObject; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  const text = textOf(value);
  useEffect(() => {
    if (!place.current) return;
    const view = new EditorView({ state: readingState(text, label), parent: place.current });
    return () => view.destroy();
  }, [text, label]);
  return <div className="json-view" ref={place} />;
}
