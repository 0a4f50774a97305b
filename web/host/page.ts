import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { data, redirect } from 'react-router'
import type { ProblemDocument } from '../../src/http/client.ts'
import { withNext } from './next.ts'
import type { Services } from './services.ts'
import { servicesContext } from './services.ts'

/** What a page's loader gets: the services, the path's parameters, and the query of the address. */
export type Loading = Services & { request: Request; params: Record<string, string>; query: URLSearchParams }

/** What a page's action gets: as a loader, and the form that was sent. */
export type Acting = Loading & { form: FormData }

/** A refused form: the API's problem, and what was typed so that nothing is lost (never passwords or files). */
export type Failure = { problem: ProblemDocument; values: Record<string, string>; intent: string | undefined }

/**
 * Makes a route's loader from a function of the services. A refusal of the API becomes the page's error with its status;
 * one that asks for signing in leads to the sign-in page and back.
 */
export function load<T>(work: (loading: Loading) => Promise<T>): (args: LoaderFunctionArgs) => Promise<T> {
  return async (args) => {
    const loading = loadingOf(args)
    try {
      return await work(loading)
    } catch (error) {
      if (!isProblem(error)) throw error
      if (error.status === 401) throw redirect(signInPath(args.request))
      throw data(documentOf(error), { status: error.status })
    }
  }
}

/**
 * Makes a route's action. Return `redirect(…)` when it is done. A refusal of the API comes back as a `Failure` with its status,
 * for `useFailure` to show beside the fields; a missing session leads to the sign-in page. What is refused until the person shows that it is them
 * is asked for and done again.
 */
export function act<T>(work: (acting: Acting) => Promise<T>) {
  return async (args: ActionFunctionArgs) => {
    const form = await args.request.formData()
    try {
      return await confirming({ ...loadingOf(args), form }, work)
    } catch (error) {
      if (!isProblem(error)) throw error
      if (error.status === 401 && error.code !== 'invalid_credentials') throw redirect(signInPath(args.request))
      if (error.code === 'confirm_it_is_you' && !loadingOf(args).confirm) throw redirect(stepUpPath(args.request))
      return data<Failure>(failureOf(error, form), { status: error.status })
    }
  }
}

async function confirming<T>(acting: Acting, work: (acting: Acting) => Promise<T>): Promise<T> {
  try {
    return await work(acting)
  } catch (error) {
    const mayGoOn = isProblem(error) && error.code === 'confirm_it_is_you' && (await acting.confirm?.())
    if (!mayGoOn) throw error
    return work(acting)
  }
}

/** One text of a form, trimmed; '' when it is missing. */
export function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** Whether something thrown is a refusal of the API. By shape: server and pages are built apart and do not share the class. */
export function isProblem(error: unknown): error is ProblemDocument {
  return error instanceof Error && error.name === 'Problem' && 'code' in error && 'status' in error
}

function loadingOf({ request, params, context }: LoaderFunctionArgs): Loading {
  const services = context.get(servicesContext)
  const known = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...services, request, params: Object.fromEntries(known), query: new URL(request.url).searchParams }
}

function documentOf(problem: ProblemDocument): ProblemDocument {
  const { type, status, code, title, detail, fields, requestId, retryAfter } = problem
  const document: ProblemDocument = { type: type ?? 'about:blank', status, code, title, detail }
  if (fields) document.fields = fields
  if (requestId !== undefined) document.requestId = requestId
  if (retryAfter !== undefined) document.retryAfter = retryAfter
  return document
}

function failureOf(problem: ProblemDocument, form: FormData): Failure {
  const safe = [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !SECRET.test(entry[0]),
  )
  return { problem: documentOf(problem), values: Object.fromEntries(safe), intent: text(form, 'intent') || undefined }
}

const SECRET = /password|secret|token|code$/i

/** Without JavaScript nothing can ask in between: a page does, and leads back to press again. */
const stepUpPath = (request: Request) => withNext('/account/step-up', new URL(request.url).pathname)

function signInPath(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return `/sign-in?next=${encodeURIComponent(pathname + search)}`
}
