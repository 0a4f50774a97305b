import type { WebClient } from './services.ts'

/** A question to the person whether it is still them, that waits for its answer. */
export type Asking = { answer: (isConfirmed: boolean) => void }

/** Where a refused act asks for a confirmation, and the dialog that gets one finds what is asked. */
export type StepUp = {
  api: WebClient
  /** Resolves when the person has confirmed (true) or would rather not (false). */
  ask: () => Promise<boolean>
  current: () => Asking | null
  subscribe: (listener: () => void) => () => void
}

/** One for the whole page; of several who ask at once, all get the same answer. */
export function makeStepUp(api: WebClient): StepUp {
  const listeners = new Set<() => void>()
  let asking: (Asking & { promise: Promise<boolean> }) | null = null

  function set(next: typeof asking) {
    asking = next
    for (const listener of listeners) listener()
  }

  return {
    api,
    ask() {
      if (asking) return asking.promise
      const { promise, resolve } = Promise.withResolvers<boolean>()
      set({
        promise,
        answer(isConfirmed) {
          set(null)
          resolve(isConfirmed)
        },
      })
      return promise
    },
    current: () => asking,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
