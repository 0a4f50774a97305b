import { documents } from './de/documents.ts'
import { errors } from './de/errors.ts'
import { lists } from './de/lists.ts'
import { mail } from './de/mail.ts'
import { money } from './de/money.ts'
import { orderMail } from './de/order-mail.ts'
import { web } from './de/web.ts'
import { workspace } from './de/workspace.ts'
import type { Catalogue } from './shape.ts'

/** German. */
export const de: Catalogue = { documents, errors, lists, mail, money, orderMail, web, workspace }
