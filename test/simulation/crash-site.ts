import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createSftpConnector } from '@holdpoint/connectors'
import type { ControllerConnector, ControllerTarget } from '@holdpoint/core'
import { openDatabase } from '@holdpoint/postgres'
import { boardSaysGo, decideCase, peopleAt, writePlan } from '../story/patch-steps.ts'
import { buildChild } from './build-child.ts'
import { startCrashServer } from './crash-server-process.ts'
import { type PlantProcess, startPlantProcess } from './plant-process.ts'

export const TAG = 'PLC-103'
export const OLD = 'SV3.40'
export const NEW = 'SV3.51'

/** One round's own site: a copy of the prepared one, at the one plant. */
export type RoundPlace = {
  readonly databaseUrl: string
  readonly dataFolder: string
  readonly pointsFile: string
}

export type CrashSite = {
  readonly program: string
  readonly plant: PlantProcess
  readonly changeId: string
  readonly bench: Bench
  placeOf(round: string): Promise<RoundPlace>
  leave(place: RoundPlace): Promise<void>
  stop(): Promise<void>
}

/** The engineer's own tool at the controller: what people do and see without the server. */
export type Bench = { readonly connector: ControllerConnector; readonly target: ControllerTarget }

/** A site with one change that the board said go to; its database is the template of each round. */
export async function prepareSite(given: {
  readonly postgresUrl: string
  readonly folder: string
}): Promise<CrashSite> {
  const { postgresUrl, folder } = given
  const program = await buildChild('test/simulation/crash-server.ts', made(join(folder, 'program')))
  const plant = await startPlantProcess(made(join(folder, 'plant')))
  const admin = openDatabase({ url: postgresUrl, connectionsMax: 1 })
  await admin.pool.query('create database prepared')
  const base = place(postgresUrl, folder, 'prepared')
  const server = await startCrashServer({ program, place: base, port: 0, plant })
  const people = peopleAt(server.address)
  const caseId = await decideCase(people, TAG)
  const changeId = await writePlan(people, {
    caseId,
    assetTag: TAG,
    version: NEW,
    reversibleBasis: 'The vendor lets the old image be loaded again',
  })
  await boardSaysGo(people, changeId)
  await server.stop()
  return {
    program,
    plant,
    changeId,
    bench: { connector: createSftpConnector(), target: plant.target(TAG) },
    async placeOf(round) {
      await admin.pool.query(`create database ${round} template prepared`)
      const copy = place(postgresUrl, folder, round)
      cpSync(base.dataFolder, copy.dataFolder, { recursive: true })
      return copy
    },
    async leave({ databaseUrl }) {
      const name = new URL(databaseUrl).pathname.slice(1)
      await admin.pool.query(`drop database ${name} with (force)`)
    },
    async stop() {
      await admin.close()
      await plant.stop()
    },
  }
}

function place(postgresUrl: string, folder: string, name: string): RoundPlace {
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  const dataFolder = made(join(folder, 'data', name))
  return { databaseUrl: url.href, dataFolder, pointsFile: join(dataFolder, 'points') }
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true })
  return folder
}
