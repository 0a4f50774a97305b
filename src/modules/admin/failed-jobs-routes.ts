import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { dropJob, listFailedJobs, retryJob } from './failed-jobs.ts'
import type { failedJobsApi } from './failed-jobs-api.ts'

export const failedJobsRoutes = ({ db }: Services): Handlers<typeof failedJobsApi> => ({
  'GET /api/admin/jobs': ({ query }) => listFailedJobs(db, query),
  'POST /api/admin/jobs/:job/retry': async ({ params }) => {
    await retryJob(db, params.job)
    return undefined
  },
  'DELETE /api/admin/jobs/:job': async ({ params }) => {
    await dropJob(db, params.job)
    return undefined
  },
})
