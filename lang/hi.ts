import { attendeeMail } from './hi/attendee-mail.ts'
import { byHandMail } from './hi/by-hand-mail.ts'
import { contactMail } from './hi/contact.ts'
import { dataExport } from './hi/data-export.ts'
import { documents } from './hi/documents.ts'
import { errors } from './hi/errors.ts'
import { eventMail } from './hi/event-mail.ts'
import { guestMail } from './hi/guest-mail.ts'
import { lists } from './hi/lists.ts'
import { mail } from './hi/mail.ts'
import { money } from './hi/money.ts'
import { orderMail } from './hi/order-mail.ts'
import { privacyMail } from './hi/privacy-mail.ts'
import { sms } from './hi/sms.ts'
import { teamMail } from './hi/team-mail.ts'
import { transferMail } from './hi/transfer-mail.ts'
import { web } from './hi/web.ts'
import { workspace } from './hi/workspace.ts'
import type { Catalogue } from './shape.ts'

/** Hindi. */
export const hi: Catalogue = {
  attendeeMail,
  byHandMail,
  contactMail,
  dataExport,
  documents,
  errors,
  eventMail,
  guestMail,
  lists,
  mail,
  money,
  orderMail,
  privacyMail,
  sms,
  teamMail,
  transferMail,
  web,
  workspace,
}
