import type { ComponentProps, ReactNode } from 'react'
import type { LinkProps } from 'react-router'
import { Link, useNavigation } from 'react-router'
import { useSentences } from '../host/hooks.ts'

/** How a button looks. One accent in a view; `line` for what is second; `stop` for what cannot be undone. */
export type Look = { look?: 'plain' | 'accent' | 'line' | 'stop'; big?: boolean; full?: boolean }

type ButtonProps = ComponentProps<'button'> & Look

/** A button that does something on this page. In a form it sends nothing unless `type` says so. */
export function Button({ look, big, full, type = 'button', className, ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass({ look, big, full }, className)} {...rest} />
}

/** A link that looks like a button, for going somewhere. */
export function ButtonLink({ look, big, full, className, ...rest }: LinkProps & Look) {
  return <Link className={buttonClass({ look, big, full }, className)} {...rest} />
}

type SubmitProps = ButtonProps & { children: ReactNode }

/** Sends its form, and says so while it is under way; a second press does nothing. `name="intent"` tells forms of one page apart. */
export function Submit({ children, look = 'accent', name, value, ...rest }: SubmitProps) {
  const { ui } = useSentences()
  const { state, formData } = useNavigation()
  const isMine = state !== 'idle' && formData !== undefined && (name === undefined || formData.get(name) === value)
  const naming = name === undefined ? {} : { name, value }
  return (
    <Button
      type="submit"
      look={look}
      {...naming}
      {...rest}
      {...(isMine ? { 'aria-disabled': true, onClick: (event) => event.preventDefault() } : {})}
    >
      {isMine ? ui.sending : children}
    </Button>
  )
}

type Optional<T> = { [K in keyof T]?: T[K] | undefined }

function buttonClass({ look = 'plain', big, full }: Optional<Look>, extra: string | undefined): string {
  return ['btn', look === 'plain' ? '' : look, big ? 'big' : '', full ? 'full' : '', extra ?? '']
    .filter(Boolean)
    .join(' ')
}
