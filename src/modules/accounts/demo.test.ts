import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callRequest } from '../../../test/call-request.ts'
import { testApp } from '../../../test/harness.ts'
import { person } from '../../../test/people.ts'
import { demoPeople, demoSignIn, refuseUnlessAtHome } from './demo.ts'

const app = await testApp()
const { db, browser } = app
const mira = await person(app, { name: 'Mira Okonkwo', email: 'mira@demo.example' })
const real = await person(app, { name: 'Real Person' })

test('the people of the demo may be signed in as with one click, and nobody else', async () => {
  const own = browser()
  assert.deepEqual((await own.api['GET /api/dev/people']()).items, [
    { name: 'Mira Okonkwo', email: 'mira@demo.example' },
  ])
  await own.api['POST /api/dev/sign-in']({ body: { email: mira.email } })
  assert.equal((await own.api['GET /api/me']())?.id, mira.userId)
  for (const email of [real.email, 'nobody@demo.example', 'mira@demo.example.org']) {
    await assert.rejects(browser().api['POST /api/dev/sign-in']({ body: { email } }), {
      code: 'not_found',
      status: 404,
    })
  }
})

test('it is for the machine itself and for development', async () => {
  const { services } = app.app
  const request = callRequest({ ip: '127.0.0.1', headers: { host: 'localhost:3000' } })
  const parts = { db, secret: services.secret, publicUrl: services.publicUrl() }
  const cases: [mode: 'development' | 'production', ip: string, host: string][] = [
    ['production', '127.0.0.1', 'localhost:3000'],
    ['development', '192.168.1.20', 'localhost:3000'],
    ['development', '::ffff:10.0.0.1', 'localhost:3000'],
    ['development', '127.0.0.1', 'rebound.example:3000'],
  ]
  refuseUnlessAtHome({ mode: 'development' }, { ...request, cookies: [] })
  for (const name of ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip']) {
    const headers = { ...request.headers, [name]: '127.0.0.1' }
    assert.throws(
      () => refuseUnlessAtHome({ mode: 'development' }, { ...request, headers, cookies: [] }),
      { code: 'not_found' },
      name,
    )
  }
  for (const [mode, ip, host] of cases) {
    const call = { ...request, ip, headers: { host }, cookies: [] }
    await assert.rejects(demoSignIn({ ...parts, config: { mode } }, mira.email, call), { code: 'not_found' })
    await assert.rejects(demoPeople({ ...parts, config: { mode } }, call), { code: 'not_found' })
    assert.deepEqual(call.cookies, [])
  }
})
