import type { AnyRoute } from '@holdpoint/api'
import { z } from 'zod'

/** OpenAPI 3.1 from the contract itself: what is parsed is what is documented. */
export function openApiDocument(routes: readonly AnyRoute[]): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')
    const operation = {
      operationId: route.name.replaceAll(' ', '-'),
      summary: route.summary,
      parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
      ...(route.method === 'POST' ? { requestBody: jsonBody(route.body) } : {}),
      responses: {
        200: { description: 'Done' },
        400: { description: 'The form is wrong; each refusal names its field' },
        409: { description: 'The rules refuse; each refusal says what would clear it' },
      },
    }
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation }
  }
  return { openapi: '3.1.0', info: { title: 'Holdpoint', version: '1' }, paths }
}

function parameters(schema: z.ZodType, where: 'path' | 'query'): object[] {
  const json = z.toJSONSchema(schema, { io: 'input' }) as {
    readonly properties?: Readonly<Record<string, object>>
    readonly required?: readonly string[]
  }
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || (json.required ?? []).includes(name),
    schema: property,
  }))
}

function jsonBody(schema: z.ZodType): object {
  return { content: { 'application/json': { schema: z.toJSONSchema(schema, { io: 'input' }) } } }
}
