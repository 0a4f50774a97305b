import { documents } from './hi/documents.ts'
import { errors } from './hi/errors.ts'
import { lists } from './hi/lists.ts'
import { mail } from './hi/mail.ts'
import { money } from './hi/money.ts'
import { orderMail } from './hi/order-mail.ts'
import { web } from './hi/web.ts'
import { workspace } from './hi/workspace.ts'
import type { Catalogue } from './shape.ts'

/** Hindi. */
export const hi: Catalogue = { documents, errors, lists, mail, money, orderMail, web, workspace }
