import type { Command } from 'commander'

/** The command group of this name, made at its first use. */
export function group(program: Command, name: string, description: string): Command {
  const known = program.commands.find((one) => one.name() === name)
  return known ?? program.command(name).description(description)
}
