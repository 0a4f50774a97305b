import assert from 'node:assert/strict'
import test from 'node:test'
import type { LoaderFunctionArgs } from 'react-router'
import { RouterContextProvider } from 'react-router'
import { Problem } from '../../src/http/client.ts'
import type { Failure } from './page.ts'
import { act, load, text } from './page.ts'
import type { Services } from './services.ts'
import { servicesContext } from './services.ts'

function problem(status: number, code: string, fields: Record<string, string> = {}) {
  return new Problem({ type: `/api/problems#${code}`, status, code, title: 'No', detail: 'Not so.', fields })
}

/** As much of the router's arguments as a page is given. */
function args(path: string, form?: Record<string, string>): LoaderFunctionArgs {
  const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
  const context = new RouterContextProvider(new Map([[servicesContext, { language: 'de' } as Services]]))
  const request = new Request(`http://conflux.test${path}`, init)
  return { request, params: { slug: 'jazz' }, context } as unknown as LoaderFunctionArgs
}

async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
  } catch (error) {
    return error
  }
  return assert.fail('it should have thrown')
}

test('a loader gets the services, the parameters and the query', async () => {
  const loader = load(async ({ language, params, query }) => [language, params.slug, query.get('q')])
  assert.deepEqual(await loader(args('/e/jazz?q=1')), ['de', 'jazz', '1'])
})

test('a refusal becomes the error of the page, with its status and words', async () => {
  const loader = load(() => Promise.reject(problem(404, 'not_found')))
  const thrown = (await thrownBy(loader(args('/e/jazz')))) as { data: { code: string }; init: { status: number } }
  assert.equal(thrown.init.status, 404)
  assert.equal(thrown.data.code, 'not_found')
})

test('what needs a session leads to signing in and back', async () => {
  const loader = load(() => Promise.reject(problem(401, 'sign_in_required')))
  const thrown = await thrownBy(loader(args('/tickets?all=1')))
  assert.ok(thrown instanceof Response)
  assert.equal(thrown.headers.get('location'), '/sign-in?next=%2Ftickets%3Fall%3D1')
})

test('a bug stays a bug', async () => {
  const bug = new TypeError('x is not a function')
  assert.equal(await thrownBy(load(() => Promise.reject(bug))(args('/'))), bug)
})

test('a refused form comes back with its fields and what was typed, but no secrets', async () => {
  const action = act(() => Promise.reject(problem(400, 'invalid', { email: 'Not an address' })))
  const sent = { email: 'marta', password: 'hunter2', intent: 'join' }
  const result = (await action(args('/sign-up', sent))) as { data: Failure; init: { status: number } }
  assert.equal(result.init.status, 400)
  assert.deepEqual(result.data.problem.fields, { email: 'Not an address' })
  assert.deepEqual(result.data.values, { email: 'marta', intent: 'join' })
  assert.equal(result.data.intent, 'join')
})

test('a wrong password is a refused form, not a way to the sign-in page', async () => {
  const action = act(() => Promise.reject(problem(401, 'invalid_credentials')))
  const result = (await action(args('/sign-in', { email: 'm' }))) as { data: Failure }
  assert.equal(result.data.problem.code, 'invalid_credentials')
})

test('texts of a form are trimmed, and missing ones are empty', () => {
  const form = new FormData()
  form.set('name', '  Marta ')
  form.set('file', new Blob(['x']))
  assert.equal(text(form, 'name'), 'Marta')
  assert.equal(text(form, 'file'), '')
  assert.equal(text(form, 'none'), '')
})

test('what asks to confirm who it is is done again once that is shown, and refused where it is not', async () => {
  for (const isShown of [true, false]) {
    const { action, calls, given } = askedToConfirm()
    const confirm = async () => {
      calls.isConfirmed = isShown
      return isShown
    }
    given.context.set(servicesContext, { language: 'de', confirm } as unknown as Services)
    const result = await action(given)
    assert.deepEqual([result === 'done', calls.count], [isShown, isShown ? 2 : 1], String(isShown))
  }
})

test('where nobody can be asked on the page, what asks to confirm leads to a page that does', async () => {
  const { action, calls, given } = askedToConfirm()
  given.context.set(servicesContext, { language: 'de' } as Services)
  const thrown: unknown = await action(given).catch((error: unknown) => error)
  assert.ok(thrown instanceof Response)
  assert.equal(thrown.headers.get('location'), '/account/step-up?next=%2Fstudio')
  assert.equal(calls.count, 1)
})

/** A form's action that is refused until `isConfirmed`. */
function askedToConfirm() {
  const calls = { count: 0, isConfirmed: false }
  const action = act(async () => {
    calls.count++
    if (!calls.isConfirmed) throw problem(403, 'confirm_it_is_you')
    return 'done'
  })
  return { action, calls, given: args('/studio', { name: 'x' }) }
}
