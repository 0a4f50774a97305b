import { Check, CircleAlert, Clock, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import type { Failure } from '../host/page.ts'
import { Icon } from './Icon.tsx'

const ICONS = { info: Info, ok: Check, hold: Clock, stop: CircleAlert }

type NoticeProps = { tone?: keyof typeof ICONS; title: string; children?: ReactNode }

/** A message in the page: symbol, words, colour. Says what happened and what to do. */
export function Notice({ tone = 'info', title, children }: NoticeProps) {
  return (
    <div className={`notice ${tone}`}>
      <Icon of={ICONS[tone]} />
      <div>
        <p>
          <b>{title}</b>
        </p>
        {children && <div>{children}</div>}
      </div>
    </div>
  )
}

/** Why a form was refused, above the form. It takes the focus, so that the next thing a screen reader says is what went wrong. */
export function FormProblem({ failure }: { failure: Failure | null }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (failure) place.current?.focus()
  }, [failure])
  if (!failure) return null
  return (
    <div ref={place} role="alert" tabIndex={-1}>
      <Notice tone="stop" title={failure.problem.title}>
        {failure.problem.detail}
      </Notice>
    </div>
  )
}
