/** The versions of CVSS that advisories carry; 2.0 has no prefix in its vectors. */
export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0'

/** `threat` is called temporal before 4.0. Supplemental metrics never change a score. */
export type MetricGroup = 'base' | 'threat' | 'environmental' | 'supplemental'

export interface Metric {
  readonly group: MetricGroup
  readonly values: readonly string[]
}

/** The metrics of one version by name, in the order in which its specification lists them. */
export type MetricTable = ReadonlyMap<string, Metric>

const V2 = table({
  base: 'AV:L,A,N AC:H,M,L Au:M,S,N C:N,P,C I:N,P,C A:N,P,C',
  threat: 'E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND',
  environmental: 'CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND CR:L,M,H,ND IR:L,M,H,ND AR:L,M,H,ND',
})

const V3 = table({
  base: 'AV:N,A,L,P AC:L,H PR:N,L,H UI:N,R S:U,C C:H,L,N I:H,L,N A:H,L,N',
  threat: 'E:X,H,F,P,U RL:X,U,W,T,O RC:X,C,R,U',
  environmental:
    'CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MPR:X,N,L,H MUI:X,N,R MS:X,U,C ' +
    'MC:X,N,L,H MI:X,N,L,H MA:X,N,L,H',
})

const V4 = table({
  base: 'AV:N,A,L,P AC:L,H AT:N,P PR:N,L,H UI:N,P,A VC:H,L,N VI:H,L,N VA:H,L,N SC:H,L,N SI:H,L,N SA:H,L,N',
  threat: 'E:X,A,P,U',
  environmental:
    'CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MAT:X,N,P MPR:X,N,L,H MUI:X,N,P,A ' +
    'MVC:X,H,L,N MVI:X,H,L,N MVA:X,H,L,N MSC:X,H,L,N MSI:X,S,H,L,N MSA:X,S,H,L,N',
  supplemental: 'S:X,N,P AU:X,N,Y R:X,A,U,I V:X,D,C RE:X,L,M,H U:X,Clear,Green,Amber,Red',
})

const TABLES: Readonly<Record<CvssVersion, MetricTable>> = {
  '2.0': V2,
  '3.0': V3,
  '3.1': V3,
  '4.0': V4,
}

/** Every metric of a version with its group and the values it may take. */
export function metricsOf(version: CvssVersion): MetricTable {
  return TABLES[version]
}

/** What a metric that is left out, or given as this, means: nothing was said. */
export function notDefined(version: CvssVersion): 'ND' | 'X' {
  return version === '2.0' ? 'ND' : 'X'
}

function table(groups: Partial<Record<MetricGroup, string>>): MetricTable {
  const metrics = new Map<string, Metric>()
  for (const [group, line] of Object.entries(groups) as [MetricGroup, string][]) {
    for (const entry of line.split(' ')) {
      const [name = '', values = ''] = entry.split(':')
      metrics.set(name, { group, values: values.split(',') })
    }
  }
  return metrics
}
