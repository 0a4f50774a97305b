import type { ReactNode } from 'react'
import type { Surroundings } from './hooks.ts'
import { SurroundingsContext } from './hooks.ts'

/** The outermost element of every page, on both sides: document.ts cuts the server's markup at it. */
export function Surround({ children, ...surroundings }: Surroundings & { children: ReactNode }) {
  return (
    <SurroundingsContext value={surroundings}>
      <div data-page="">{children}</div>
    </SurroundingsContext>
  )
}
