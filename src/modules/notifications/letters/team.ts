import type { Db } from '../../../db/connect.ts'
import { type Permission, permissions } from '../../accounts/permissions.ts'

/** Those of an organization who may do something, to be told what asks for it. */
export const teamOf = (db: Db, organizationId: string, permission: Permission) =>
  db
    .selectFrom('membership')
    .innerJoin('users', 'users.id', 'membership.user_id')
    .select(['users.id', 'users.name', 'users.email', 'users.language'])
    .where('organization_id', '=', organizationId)
    .where('role', 'in', [...permissions[permission]])
    .where('banned_at', 'is', null)
    .orderBy('users.id')
    .execute()
