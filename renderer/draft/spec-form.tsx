import type { Draft } from '../../shared/draft.ts';
import type { FieldSpec } from '../../shared/nsx/entity/field.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { AdvancedFields } from './advanced-section.tsx';
import { ChoiceField, ChoicesField } from './choice-fields.tsx';
import { useDraftForm } from './draft-form.ts';
import { ReadOnlyField, SwitchField, TextAreaField, TextField } from './form-field.tsx';
import { FormSection } from './form-section.tsx';
import { type Copy, entitiesOf } from './lookup.ts';
import { NumberField } from './number-field.tsx';
import { ReferenceField, ReferencesField } from './reference-fields.tsx';
import { RulesTable } from './rules-table.tsx';
import { SecretField } from './secret-field.tsx';
import { elementIdOf, type SpecKind, specSectionsOf } from './sections.ts';
import { usedByWords } from './used-by.ts';
import './spec-form.css';

/** The form of every kind but sessions, made from the kind's fields: the engineer's order, section by section. */
export function SpecForm({ kind }: { kind: SpecKind }) {
  const { draft, copy, disabled } = useDraftForm();
  return (
    <fieldset className="bare session-form spec-form" disabled={disabled}>
      <legend className="visually-hidden">Fields of the {KIND_NAME[kind]}</legend>
      <FormSection id="what" title="What" note={usedByWords(draft, copy)}>
        <TextField path={['display_name']} label="Name" help="Without one, NSX shows the id." />
        <TextAreaField
          path={['description']}
          label="Description"
          help="What it is for, for whoever comes after you."
        />
      </FormSection>
      {specSectionsOf(kind).map(({ id, title, fields }) => (
        <FormSection key={id} id={id} title={title}>
          {rowsOf(fields.filter((field) => isShown(field, draft, copy))).map((row) => (
            <div key={row[0]?.key} className={row.length > 1 ? 'draft-grid' : undefined}>
              {row.map((field) => (
                <SpecField key={field.key} spec={field} />
              ))}
            </div>
          ))}
        </FormSection>
      ))}
      <FormSection id="advanced" title="Advanced">
        <AdvancedFields />
      </FormSection>
    </fieldset>
  );
}

/** What only later versions have is shown where the object has it, or another one of its manager: then NSX knows it. */
export function isShown(
  { later, key }: FieldSpec,
  { kind, body }: Pick<Draft, 'kind' | 'body'>,
  copy: Copy,
): boolean {
  if (!later || body[key] !== undefined) return true;
  return entitiesOf(copy, kind).some((other) => other.body[key] !== undefined);
}

/** Kinds of fields that are narrow enough to stand side by side. */
const NARROW: ReadonlySet<FieldSpec['type']> = new Set([
  'text',
  'number',
  'switch',
  'reference',
  'fixed',
]);

/** Neighbours that are narrow share a row. */
function rowsOf(fields: readonly FieldSpec[]): FieldSpec[][] {
  const rows: FieldSpec[][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    const fits = NARROW.has(field.type) && last?.every((one) => NARROW.has(one.type));
    if (last && fits) last.push(field);
    else rows.push([field]);
  }
  return rows;
}

/** The control that a field's type asks for; one that has no effect now says why instead. */
function SpecField({ spec }: { spec: FieldSpec }) {
  const { draft } = useDraftForm();
  const why = spec.idle?.(draft.body) ?? null;
  if (why !== null && spec.type !== 'secret') {
    return (
      <div id={elementIdOf([spec.key])} className="draft-field">
        <ReadOnlyField
          label={spec.label}
          value={<span className="muted">not used</span>}
          help={why}
        />
      </div>
    );
  }
  switch (spec.type) {
    case 'text':
      return (
        <TextField
          path={[spec.key]}
          label={spec.label}
          help={spec.help}
          aside={spec.required ? undefined : 'optional'}
          placeholder={spec.placeholder}
          mono
          removeEmpty={!spec.required}
        />
      );
    case 'number':
      return <NumberField spec={spec} />;
    case 'switch':
      return (
        <SwitchField
          path={[spec.key]}
          label={spec.label}
          on="on"
          off="off"
          byDefault={spec.default}
          help={spec.help}
        />
      );
    case 'choice':
      return <ChoiceField spec={spec} />;
    case 'choices':
      return <ChoicesField spec={spec} />;
    case 'reference':
      return <ReferenceField spec={spec} />;
    case 'references':
      return <ReferencesField spec={spec} />;
    case 'secret':
      return <SecretField spec={spec} idle={why} />;
    case 'rules':
      return (
        <>
          <p className="field-hint">{spec.help}</p>
          <RulesTable list="bypass_rules" />
        </>
      );
    case 'fixed':
      return (
        <div id={elementIdOf([spec.key])}>
          <ReadOnlyField
            label={spec.label}
            value={<span className="mono">{String(draft.body[spec.key] ?? spec.default)}</span>}
            detail="read-only"
            help={spec.help}
          />
        </div>
      );
  }
}
