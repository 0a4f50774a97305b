import { Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { useSentences } from '../host/hooks.ts'
import { Icon } from './Icon.tsx'

type StepperProps = {
  /** What is counted, for those who cannot see where it stands. */
  label: string
  name: string
  max: number
  min?: number
  initial?: number
  onChange?: (value: number) => void
}

/** A small whole number: two buttons, and a field that also takes typing and works without JavaScript. */
export function Stepper({ label, name, min = 0, max, initial = min, onChange }: StepperProps) {
  const { ui } = useSentences()
  const [wanted, setValue] = useState(initial)
  // The most may become less while somebody chooses.
  const value = Math.min(wanted, Math.max(min, max))
  const change = (asked: number) => {
    const next = Math.max(min, Math.min(max, Number.isFinite(asked) ? Math.trunc(asked) : min))
    setValue(next)
    onChange?.(next)
  }
  return (
    <fieldset className="stepper" aria-label={label}>
      <button type="button" aria-label={ui.oneFewer(label)} disabled={value <= min} onClick={() => change(value - 1)}>
        <Icon of={Minus} />
      </button>
      <input
        className="num"
        type="number"
        inputMode="numeric"
        name={name}
        min={min}
        max={max}
        value={value}
        aria-label={ui.quantityOf(label)}
        onChange={(event) => change(event.target.valueAsNumber)}
      />
      <button type="button" aria-label={ui.oneMore(label)} disabled={value >= max} onClick={() => change(value + 1)}>
        <Icon of={Plus} />
      </button>
    </fieldset>
  )
}
