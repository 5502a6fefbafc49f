// The decision points of the namespaces ssvc and cisa, as CERT/CC lists them.

/** `namespace|key|version|name|value=its name|…`, the values from the lowest. */
export const DECISION_POINTS = `
cisa|BOD2604|1.0.0|CISA BOD 26-04 Remediation Timelines|FSU=Fix on system upgrade|60D=60 days|14D=14 days|3D=3 days|3DF=3 days & forensic investigation
cisa|CISA|1.1.0|CISA Levels|T=Track|T*=Track*|AT=Attend|AC=Act
cisa|KEV|1.0.0|In KEV|N=No|Y=Yes
cisa|MP|1.0.0|Mission Prevalence|M=Minimal|S=Support|E=Essential
cisa|PE|1.0.0|Publicly Exposed|N=No|Y=Yes
ssvc|A|2.0.0|Automatable|N=No|Y=Yes
ssvc|CS|1.0.0|Critical Software|N=No|Y=Yes
ssvc|COORDINATE|1.0.0|Decline, Track, Coordinate|D=Decline|T=Track|C=Coordinate
ssvc|COORDINATE|1.0.1|Decline, Track, Coordinate|D=Decline|T=Track|C=Coordinate
ssvc|DSOI|1.0.0|Defer, Scheduled, Out-of-Cycle, Immediate|D=Defer|S=Scheduled|O=Out-of-Cycle|I=Immediate
ssvc|E|1.0.0|Exploitation|N=None|P=PoC|A=Active
ssvc|E|1.1.0|Exploitation|N=None|P=Public PoC|A=Active
ssvc|HVA|1.0.0|High Value Asset|N=No|Y=Yes
ssvc|HI|2.0.0|Human Impact|L=Low|M=Medium|H=High|VH=Very High
ssvc|HI|2.0.1|Human Impact|L=Low|M=Medium|H=High|VH=Very High
ssvc|HI|2.0.2|Human Impact|L=Low|M=Medium|H=High|VH=Very High
ssvc|MWI|1.0.0|Mission and Well-Being Impact|L=Low|M=Medium|H=High
ssvc|MI|1.0.0|Mission Impact|N=None|NED=Non-Essential Degraded|MSC=MEF Support Crippled|MEF=MEF Failure|MF=Mission Failure
ssvc|MI|2.0.0|Mission Impact|D=Degraded|MSC=MEF Support Crippled|MEF=MEF Failure|MF=Mission Failure
ssvc|PSI|2.0.0|Public Safety Impact|M=Minimal|S=Significant
ssvc|PSI|2.0.1|Public Safety Impact|M=Minimal|S=Significant
ssvc|PVA|1.0.0|Public Value Added|L=Limited|A=Ampliative|P=Precedence
ssvc|PWI|1.1.0|Public Well-Being Impact|M=Minimal|MA=Material|I=Irreversible
ssvc|PUBLISH|1.0.0|Publish, Do Not Publish|N=Do Not Publish|P=Publish
ssvc|RC|1.0.0|Report Credibility|NC=Not Credible|C=Credible
ssvc|RP|1.0.0|Report Public|Y=Yes|N=No
ssvc|SI|1.0.0|Safety Impact|N=None|M=Minor|J=Major|H=Hazardous|C=Catastrophic
ssvc|SI|2.0.0|Safety Impact|N=Negligible|M=Marginal|R=Critical|C=Catastrophic
ssvc|SI|2.0.1|Safety Impact|N=Negligible|M=Marginal|R=Critical|C=Catastrophic
ssvc|SC|1.0.0|Supplier Cardinality|O=One|M=Multiple
ssvc|SCON|1.0.0|Supplier Contacted|N=No|Y=Yes
ssvc|SE|1.0.0|Supplier Engagement|A=Active|U=Unresponsive
ssvc|SINV|1.0.0|Supplier Involvement|FR=Fix Ready|C=Cooperative|UU=Uncooperative/Unresponsive
ssvc|EXP|1.0.0|System Exposure|S=Small|C=Controlled|U=Unavoidable
ssvc|EXP|1.0.1|System Exposure|S=Small|C=Controlled|O=Open
ssvc|TI|1.0.0|Technical Impact|P=Partial|T=Total
ssvc|U|1.0.0|Utility|L=Laborious|E=Efficient|S=Super Effective
ssvc|U|1.0.1|Utility|L=Laborious|E=Efficient|S=Super Effective
ssvc|VD|1.0.0|Value Density|D=Diffuse|C=Concentrated
ssvc|V|1.0.0|Virulence|S=Slow|R=Rapid
`
