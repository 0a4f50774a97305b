import { documents } from './en/documents.ts'
import { errors } from './en/errors.ts'
import { lists } from './en/lists.ts'
import { mail } from './en/mail.ts'
import { money } from './en/money.ts'
import { orderMail } from './en/order-mail.ts'
import { web } from './en/web.ts'
import { workspace } from './en/workspace.ts'

/** English, and the shape of every other catalogue. A section a file. */
export const en = { documents, errors, lists, mail, money, orderMail, web, workspace } as const
