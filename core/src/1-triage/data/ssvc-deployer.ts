/**
 * SSVC Deployer Patch Application Priority, decision table DT_DP 1.0.0 of the namespace `ssvc`:
 * 72 rows. Rows: exploitation, then system exposure. Columns: automatable no (human impact low,
 * medium, high, very high), then automatable yes (the same four). D defer, S scheduled,
 * O out-of-cycle, I immediate.
 */
export const ssvcDeployerTable = {
  id: 'ssvc:DT_DP',
  version: '1.0.0',
  rows: {
    none: {
      small: ['D', 'D', 'S', 'S', 'D', 'S', 'S', 'S'],
      controlled: ['D', 'S', 'S', 'S', 'S', 'S', 'S', 'S'],
      open: ['D', 'S', 'S', 'S', 'S', 'S', 'S', 'O'],
    },
    'public-poc': {
      small: ['D', 'S', 'S', 'S', 'S', 'S', 'S', 'S'],
      controlled: ['D', 'S', 'S', 'S', 'S', 'S', 'S', 'O'],
      open: ['S', 'S', 'S', 'O', 'S', 'S', 'O', 'O'],
    },
    active: {
      small: ['S', 'S', 'O', 'O', 'S', 'O', 'O', 'O'],
      controlled: ['S', 'S', 'O', 'O', 'O', 'O', 'O', 'O'],
      open: ['S', 'O', 'O', 'I', 'O', 'O', 'I', 'I'],
    },
  },
} as const

/**
 * SSVC Human Impact, DT_HI 1.0.0, as the published table says (columns: mission degraded,
 * MEF support crippled, MEF failure, mission failure). L low, M medium, H high, V very high.
 */
export const humanImpactTable = {
  id: 'ssvc:DT_HI',
  version: '1.0.0',
  rows: {
    negligible: ['L', 'L', 'M', 'V'],
    marginal: ['L', 'L', 'M', 'V'],
    critical: ['M', 'H', 'H', 'V'],
    catastrophic: ['V', 'V', 'V', 'V'],
  },
} as const

/**
 * The same point as the published definitions of Human Impact 2.0.2 say it in text. Four cells
 * are higher than the table's; critical with MEF failure is not covered by the text and is read as
 * high, as its neighbours are.
 */
export const humanImpactText = {
  id: 'ssvc:HI text',
  version: '2.0.2',
  rows: {
    negligible: ['L', 'L', 'M', 'V'],
    marginal: ['M', 'M', 'H', 'V'],
    critical: ['H', 'H', 'H', 'V'],
    catastrophic: ['V', 'V', 'V', 'V'],
  },
} as const
