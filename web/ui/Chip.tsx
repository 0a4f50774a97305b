import type { ComponentProps } from 'react'
import type { LinkProps } from 'react-router'
import { Link } from 'react-router'

/** A filter that is on or off, as a link, so that it works without JavaScript and can be shared. */
export function ChipLink({ on, ...rest }: LinkProps & { on: boolean }) {
  return <Link className="chip" aria-current={on ? 'true' : undefined} {...rest} />
}

/** A choice among a few in a form: a radio button or a box, drawn as a chip. */
export function ChipChoice({ children, ...input }: ComponentProps<'input'>) {
  return (
    <label className="chip">
      <input type="radio" {...input} />
      {children}
    </label>
  )
}

/** A button that stays pressed. */
export function ChipButton({ on, ...rest }: ComponentProps<'button'> & { on: boolean }) {
  return <button type="button" className="chip" aria-pressed={on} {...rest} />
}
