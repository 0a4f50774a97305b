import type { StaticHandlerContext } from 'react-router'
import { UNSAFE_ErrorResponseImpl as ErrorResponseImpl, isRouteErrorResponse } from 'react-router'

/** What the server hands the browser so that it need not load again: data by route, and errors by route. */
export type HydrationState = {
  loaderData: Record<string, unknown>
  actionData: Record<string, unknown> | null
  errors: Record<string, SentError> | null
}

type SentError = { status: number; statusText: string; data: unknown }

/** The state of a rendered page as JSON that is safe inside a script element. An unexpected error loses its words. */
export function serializeState({ loaderData, actionData, errors }: StaticHandlerContext): string {
  const sent: HydrationState = { loaderData, actionData, errors: errors && mapValues(errors, sentError) }
  return JSON.stringify(sent).replaceAll('<', '\\u003c')
}

/** The state the server sent, as the router takes it. */
export function parseState(json: string) {
  const { loaderData, actionData, errors } = JSON.parse(json) as HydrationState
  const revive = ({ status, statusText, data }: SentError) => new ErrorResponseImpl(status, statusText, data)
  return { loaderData, actionData, errors: errors && mapValues(errors, revive) }
}

function sentError(error: unknown): SentError {
  return isRouteErrorResponse(error)
    ? { status: error.status, statusText: error.statusText, data: error.data }
    : { status: 500, statusText: '', data: null }
}

function mapValues<A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
