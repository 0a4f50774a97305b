import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { letter } from '../../mail/letter.ts'
import { type Mail, type Mailer, MailRefused } from '../../mail/mailer.ts'
import { sendOnce } from './send.ts'

const { app, db } = await testApp()
const { services } = app

const compose = async () => letter({ language: 'en', subject: 'Your tickets', paragraphs: ['Here they are.'] })
const sending = (once: string) => ({ once, kind: 'order_paid', to: `${once}@example.org`, compose })
const rowOf = (once: string) =>
  db
    .selectFrom('notification')
    .select(['state', 'sent_at', 'message_id', 'title', 'message'])
    .where('once', '=', once)
    .executeTakeFirst()

/** A mail server that answers as told, one answer after another, and keeps what it was sent. */
function mailerOf(...answers: (Error | undefined)[]): Mailer & { sent: Mail[] } {
  const sent: Mail[] = []
  return {
    sent,
    async send(mail) {
      sent.push(mail)
      const answer = answers.shift()
      if (answer) throw answer
    },
    close() {},
  }
}

test('a mail goes out once, however often its job runs', async () => {
  const once = sending('twice')
  let made = 0
  const counted = {
    ...once,
    compose() {
      made++
      return compose()
    },
  }
  await sendOnce(services, counted)
  await sendOnce(services, counted)
  assert.equal(made, 1)
  const sent = await mails(db, once.to)
  assert.equal(sent.length, 1)
  const row = await rowOf('twice')
  assert.deepEqual([row?.state, row?.title, row?.message], ['sent', 'Your tickets', 'Here they are.'])
  assert.ok(row?.sent_at)
  assert.equal(sent[0]?.messageId, row?.message_id)
})

test('a mail that failed is tried again, under the same Message-ID', async () => {
  const mailer = mailerOf(new Error('connection lost'), undefined)
  const parts = { ...services, mailer }
  await assert.rejects(sendOnce(parts, sending('retried')), /connection lost/)
  assert.equal((await rowOf('retried'))?.state, 'queued')
  await sendOnce(parts, sending('retried'))
  assert.equal((await rowOf('retried'))?.state, 'sent')
  assert.equal(mailer.sent.length, 2)
  assert.equal(mailer.sent[0]?.messageId, mailer.sent[1]?.messageId)
})

test('what the mail server refuses for good is failed and not tried again', async () => {
  const mailer = mailerOf(new MailRefused('no such address'))
  const parts = { ...services, mailer }
  await sendOnce(parts, sending('refused'))
  await sendOnce(parts, sending('refused'))
  assert.equal((await rowOf('refused'))?.state, 'failed')
  assert.equal(mailer.sent.length, 1)
})

test('attachments go along', async () => {
  const attachments = [{ name: 'tickets.pdf', type: 'application/pdf', content: 'PDF' }]
  await sendOnce(services, { ...sending('attached'), compose: async () => ({ ...(await compose()), attachments }) })
  const [mail] = await mails(db, 'attached@example.org')
  assert.match(mail?.source.toString() ?? '', /filename=tickets\.pdf/)
})
