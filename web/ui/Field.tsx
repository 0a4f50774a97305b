import type { ComponentProps, ReactNode } from 'react'
import { useId } from 'react'
import { useSentences } from '../host/hooks.ts'

/** What every field has around its control. The error is the server's; the browser's own checks come first. */
export type FieldParts = { label: ReactNode; hint?: ReactNode; error?: string | undefined; optional?: boolean }

/** One line of input with its label, hint and error. */
export function Field({ label, hint, error, optional, ...input }: FieldParts & ComponentProps<'input'>) {
  const { frame, control } = useField({ label, hint, error, optional }, input.id)
  return frame(<input {...input} {...control} />)
}

/** Several lines of input. */
export function TextField({ label, hint, error, optional, ...input }: FieldParts & ComponentProps<'textarea'>) {
  const { frame, control } = useField({ label, hint, error, optional }, input.id)
  return frame(<textarea {...input} {...control} />)
}

type Choice = readonly [value: string, label: string]

/** A choice from a list. */
export function SelectField(props: FieldParts & ComponentProps<'select'> & { choices: readonly Choice[] }) {
  const { label, hint, error, optional, choices, ...input } = props
  const { frame, control } = useField({ label, hint, error, optional }, input.id)
  return frame(
    <select {...input} {...control}>
      {choices.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>,
  )
}

/** A box to tick, with its sentence. */
export function CheckField({ label, error, ...input }: { label: ReactNode; error?: string } & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className="field">
      <label className="check">
        <input type="checkbox" {...input} aria-invalid={error ? true : undefined} aria-describedby={error && id} />
        <span>{label}</span>
      </label>
      {error && (
        <p className="error" id={id}>
          {error}
        </p>
      )}
    </div>
  )
}

type Undefinable<T> = { [K in keyof T]: T[K] | undefined }

function useField({ label, hint, error, optional }: Undefinable<Required<FieldParts>>, givenId: string | undefined) {
  const { ui } = useSentences()
  const madeId = useId()
  const id = givenId ?? madeId
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const control = {
    id,
    ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    ...(error ? { 'aria-invalid': true } : {}),
  }
  const frame = (input: ReactNode) => (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="optional"> ({ui.optional})</span>}
      </label>
      {input}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
  return { frame, control }
}
