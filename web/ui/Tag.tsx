import type { ReactNode } from 'react'

/** A state in words, coloured second: `ok` goes on, `low` is running out, `out` is over. */
export function Tag({ tone, children }: { tone?: 'ok' | 'low' | 'out' | undefined; children: ReactNode }) {
  return <span className={tone ? `tag ${tone}` : 'tag'}>{children}</span>
}
