import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { testApp } from '../../../../test/harness.ts'
import { mails } from '../../../../test/mail.ts'
import { person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { letter } from '../../../mail/letter.ts'
import type { Kind } from '../kinds.ts'
import { tell } from '../tell.ts'

const app = await testApp()
const { db, browser } = app
const { services } = app.app

const compose = async () => letter({ language: 'en', subject: 'Tomorrow', paragraphs: ['See you there.'] })
let count = 0
async function mailTo(email: string, kind: Kind = 'event_reminder') {
  count++
  await tell(services, { once: `${kind}:${count}`, kind, to: { email }, compose })
  const sent = await mails(db, email)
  const { headers } = await PostalMime.parse(sent.at(-1)?.source ?? '')
  const of = (name: string) => headers.find(({ key }) => key === name)?.value
  return { sent: sent.length, link: of('list-unsubscribe'), post: of('list-unsubscribe-post') }
}
const tokenOf = (link: string | undefined) => String(/\/unsubscribe\/([^>]+)>/.exec(link ?? '')?.[1])
const press = (token: string, subscribed: boolean) =>
  browser().api['POST /api/unsubscribe/:token']({ params: { token }, body: { subscribed } })

test('a mail that can be switched off says how in its header; one that always goes does not', async () => {
  const { link, post } = await mailTo('header@unsubscribe.example')
  assert.ok(link?.startsWith(`<${services.publicUrl()}/unsubscribe/`))
  assert.equal(post, 'List-Unsubscribe=One-Click')
  assert.deepEqual((await mailTo('header@unsubscribe.example', 'tickets')).link, undefined)
})

for (const hasAccount of [false, true])
  test(`${hasAccount ? 'somebody with an account' : 'a guest'} switches mails off by the link, and on again`, async () => {
    const ana = await person(app)
    const email = hasAccount ? ana.email : 'guest@unsubscribe.example'
    const { sent, link } = await mailTo(email)
    const token = tokenOf(link)
    const read = await browser().api['GET /api/unsubscribe/:token']({ params: { token } })
    assert.deepEqual(read, { topic: 'reminders', email: `${email[0]}…@${email.split('@')[1]}`, subscribed: true })
    assert.equal((await press(token, false)).subscribed, false)
    assert.equal((await press(token, false)).subscribed, false)
    assert.equal((await mailTo(email)).sent, sent)
    assert.equal((await mailTo(email, 'tickets')).sent, sent + 1, 'tickets go all the same')
    assert.equal((await mailTo('other@unsubscribe.example')).sent > 0, true, 'and others are told as ever')
    const { topics } = await ana.api['GET /api/me/notification-choices']()
    const mine = topics.find(({ topic }) => topic === 'reminders')?.ways.find(({ way }) => way === 'email')
    assert.equal(mine?.allowed, !hasAccount)
    await Promise.all([press(token, true), press(token, true)])
    assert.equal((await mailTo(email)).sent, sent + 2)
  })

test('a link that was tampered with, or is about what always goes, switches nothing', async () => {
  const { link } = await mailTo('forged@unsubscribe.example')
  const token = tokenOf(link)
  const { id } = await db
    .selectFrom('notification')
    .select('id')
    .where('kind', '=', 'tickets')
    .limit(1)
    .executeTakeFirstOrThrow()
  for (const forged of ['x', `${token}x`, `${id}.${token.split('.')[1]}`, token.split('.')[0] ?? ''])
    await refusedWith('link_invalid', press(forged, false))
  const { rows } = {
    rows: await db
      .selectFrom('notification_choice')
      .select('id')
      .where('email', '=', 'forged@unsubscribe.example')
      .execute(),
  }
  assert.deepEqual(rows, [])
})
