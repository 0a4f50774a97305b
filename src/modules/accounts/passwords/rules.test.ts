import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testApp } from '../../../../test/harness.ts'
import { tokenFor } from '../../../../test/mail.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { withPassword } from '../../../../test/with-password.ts'
import { commonPasswords, flawOf } from './rules.ts'

const ana = { name: 'Ana Reis', email: 'ana.reis@quintela.pt' }

const cases: [password: string, flaw: 'common' | 'own' | null][] = [
  ['password123', 'common'],
  ['PassWord123', 'common'],
  ['ＰＡＳＳＷＯＲＤ１２３', 'common'],
  ['qwertyuiop', 'common'],
  ['12345678', 'common'],
  ['iloveyou', 'common'],
  ['aaaaaaaaaaaa', 'common'],
  ['        ', 'common'],
  ['ana.reis@quintela.pt', 'own'],
  ['ANA.REIS@QUINTELA.PT', 'own'],
  ['ana.reis', 'own'],
  ['AnaReis2026!', 'own'],
  ['Ana Reis', 'own'],
  ['reis-1984', 'own'],
  ['Conflux2026', 'own'],
  ['conflux!!', 'own'],
  ['correct horse 7', null],
  ['ferry boots at night', null],
  ['conflux on a boat', null],
  ['ana likes ferries', null],
  ['नौका रात में चलती', null],
  ['🙂🙃😉😊😇🙂🙃😉', null],
  ['onlylettersinthisone', null],
  ['2749105836', null],
]

for (const [password, flaw] of cases)
  test(`“${password}” is ${flaw ?? 'good'}`, async () =>
    assert.equal(flawOf(password, ana, await commonPasswords()), flaw))

test('a short word of a name is no rule: any password may end up at it', async () => {
  const common = await commonPasswords()
  assert.equal(flawOf('jo-20261121', { name: 'Jo Xu', email: 'jx@example.org' }, common), null)
})

test('no kind of character is asked for: a common password stays one however it is written, and a long random one is good', async () => {
  const common = await commonPasswords()
  fc.assert(
    fc.property(
      fc.constantFrom(...[...common].slice(0, 500)),
      fc.infiniteStream(fc.boolean()),
      (password, isCapital) => {
        const written = [...password].map((letter) => (isCapital.next().value ? letter.toUpperCase() : letter)).join('')
        assert.equal(flawOf(written, ana, common), 'common')
      },
    ),
  )
  fc.assert(
    fc.property(fc.uuid(), (password) => {
      assert.equal(flawOf(password, ana, common), null)
    }),
  )
})

const app = await testApp()

test('signing up, changing and setting anew hold to the rules', async () => {
  const { api } = app.browser()
  const signUp = (password: string) => api['POST /api/sign-up']({ body: { ...ana, password } })
  await refusedWith('password_common', signUp('Password123'), 'password')
  await refusedWith('password_own', signUp('ana.reis@quintela.pt'), 'password')
  await refusedWith('invalid', signUp('7 chars'), 'password')
  assert.deepEqual(await app.db.selectFrom('users').select('id').execute(), [])
  await signUp('x'.repeat(60) + 'y'.repeat(68))
  const own = await withPassword(app)
  const change = (password: string) =>
    own.api['POST /api/me/password']({ body: { currentPassword: own.password, password } })
  await refusedWith('password_common', change('sunshine'), 'password')
  await refusedWith('password_own', change('KitKeeper1'), 'password')
  await api['POST /api/password-resets']({ body: { email: own.email } })
  await app.settle()
  const token = await tokenFor(app.db, own.email)
  const reset = (password: string) => api['POST /api/password-resets/finish']({ body: { token, password } })
  await refusedWith('password_common', reset('football1'), 'password')
  await refusedWith('password_own', reset(own.email), 'password')
  await reset('lighthouse at noon')
  const acts = await app.db.selectFrom('act').select('kind').where('subject_id', '=', own.userId).execute()
  assert.deepEqual(acts, [{ kind: 'password.reset' }])
})

test('all characters of a long password count', async () => {
  const own = await withPassword(app)
  const long = `${'many words in a row '.repeat(6)}12345678`
  assert.equal(long.length, 128)
  await own.api['POST /api/me/password']({ body: { currentPassword: own.password, password: long } })
  const signIn = (password: string) => app.browser().api['POST /api/sign-in']({ body: { email: own.email, password } })
  await refusedWith('invalid_credentials', signIn(long.slice(0, 127)))
  await signIn(long)
  const acts = await app.db.selectFrom('act').select(['kind', 'user_id']).where('subject_id', '=', own.userId).execute()
  assert.deepEqual(acts, [{ kind: 'password.changed', user_id: own.userId }])
})
