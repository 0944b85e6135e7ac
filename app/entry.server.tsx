import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { NonceContext } from '#app/components/shell/nonce.ts'
import { logFor } from '#app/foundation/log.ts'

declare module '@remix-run/node' {
  interface AppLoadContext {
    /** The word of this answer's content security policy that lets our own scripts run. */
    nonce?: string
  }
}

export { closeDatabase } from '#app/db/prisma.server.ts'
export { healthDoor, readyDoor } from '#app/routes/resources/health.server.ts'
export { liveDoor } from '#app/routes/resources/live.server.ts'
export { webhookDoor } from '#app/routes/webhooks/receive.server.ts'

/** How long a page may wait for what it defers. */
export const streamTimeout = 5_000

/** Renders a page to HTML: at once for people, whole for robots. */
export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext, { nonce = '' }: AppLoadContext) {
  const whole = isbot(request.headers.get('user-agent') ?? '') || context.isSpaMode
  return new Promise<Response>((resolve, reject) => {
    let begun = false
    let code = status
    const send = (): void => {
      begun = true
      const body = new PassThrough()
      headers.set('Content-Type', 'text/html; charset=utf-8')
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: code }))
      pipe(body)
    }
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={context} url={request.url} abortDelay={streamTimeout} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        onShellReady: () => void (whole || send()),
        onAllReady: () => void (whole && send()),
        onShellError: reject,
        onError: (error) => {
          code = 500
          // What fails before the first byte is reported by handleError.
          if (begun)
            logFor('pages').error({ error: (error as Error).message, stack: (error as Error).stack }, 'A page failed while it was being sent.')
        },
      },
    )
    setTimeout(abort, streamTimeout + 1_000).unref()
  })
}

/** Puts a fault on record; the person sees the error page, which knows nothing of it. Refused addresses and methods are no faults. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (isRouteErrorResponse(error)) return
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined }
  const { pathname } = new URL(request.url)
  logFor('pages').error(
    { error: message, stack, method: request.method, path: pathname, request: request.headers.get('x-request-id') },
    'A page failed.',
  )
}
