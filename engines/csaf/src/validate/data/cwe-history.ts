// Which weaknesses each release of the Common Weakness Enumeration holds, and under which name.
// CWE is copyrighted by The MITRE Corporation, which lets everybody use it free of charge.

/** The releases in their order, each with its day. */
export const CWE_RELEASES = `
1.0=2008-09-09 1.0.1=2008-10-14 1.1=2008-11-24 1.2=2009-01-12 1.3=2009-03-10 1.4=2009-05-27
1.5=2009-07-27 1.6=2009-10-29 1.7=2009-12-28 1.8=2010-02-16 1.8.1=2010-04-05 1.9=2010-06-21
1.10=2010-09-27 1.11=2010-12-13 1.12=2011-03-30 1.13=2011-06-01 2.0=2011-06-27 2.1=2011-09-13
2.2=2012-05-14 2.3=2012-10-30 2.4=2013-02-21 2.5=2013-07-17 2.6=2014-02-19 2.7=2014-06-23
2.8=2014-07-31 2.9=2015-12-07 2.10=2017-01-19 2.11=2017-05-05 2.12=2017-11-08 3.0=2017-11-08
3.1=2018-03-29 3.2=2019-01-03 3.3=2019-06-20 3.4=2019-09-19 3.4.1=2019-09-23 4.0=2020-02-24
4.1=2020-06-25 4.2=2020-08-20 4.3=2020-12-10 4.4=2021-03-15 4.5=2021-07-20 4.6=2021-10-28
4.7=2022-04-28 4.8=2022-06-28 4.9=2022-10-13 4.10=2023-01-31 4.11=2023-04-27 4.12=2023-06-29
4.13=2023-10-26 4.14=2024-02-29 4.15=2024-07-16 4.16=2024-11-19 4.17=2025-04-03
`

/**
 * One row is `number|releases|marks|name`. Releases are one, a span, or from one on. The first mark
 * says how the weakness may be mapped to (a allowed, r with review, d discouraged, p prohibited,
 * - not said), x that it is deprecated. No name: that of the row above.
 */
export const CWE_HISTORY = String.raw`
5|1.0-4.11|-|J2EE Misconfiguration: Data Transmission Without Encryption
5|4.12-|a|
6|1.0-4.11|-|J2EE Misconfiguration: Insufficient Session-ID Length
6|4.12-|a|
7|1.0-1.2|-|J2EE Misconfiguration: Missing Error Handling
7|1.3-4.11|-|J2EE Misconfiguration: Missing Custom Error Page
7|4.12-|a|
8|1.0-4.11|-|J2EE Misconfiguration: Entity Bean Declared Remote
8|4.12-|a|
9|1.0-4.11|-|J2EE Misconfiguration: Weak Access Permissions for EJB Methods
9|4.12-|a|
11|1.0-4.11|-|ASP.NET Misconfiguration: Creating Debug Binary
11|4.12-|a|
12|1.0-1.2|-|ASP.NET Misconfiguration: Missing Custom Error Handling
12|1.3-4.11|-|ASP.NET Misconfiguration: Missing Custom Error Page
12|4.12-|a|
13|1.0-4.11|-|ASP.NET Misconfiguration: Password in Configuration File
13|4.12-|a|
14|1.0-4.11|-|Compiler Removal of Code to Clear Buffers
14|4.12-|a|
15|1.0-4.11|-|External Control of System or Configuration Setting
15|4.12-|a|
20|1.0-1.1|-|Insufficient Input Validation
20|1.2-4.11|-|Improper Input Validation
20|4.12-|d|
22|1.0-1.7|-|Path Traversal
22|1.8-4.11|-|Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')
22|4.12-|a|
23|1.0-4.11|-|Relative Path Traversal
23|4.12-|a|
24|1.0-4.11|-|Path Traversal: '../filedir'
24|4.12-|a|
25|1.0-4.11|-|Path Traversal: '/../filedir'
25|4.12-|a|
26|1.0-4.11|-|Path Traversal: '/dir/../filename'
26|4.12-|a|
27|1.0-4.11|-|Path Traversal: 'dir/../../filename'
27|4.12-|a|
28|1.0|-|Path Traversal: '..\filename'
28|1.0.1-4.11|-|Path Traversal: '..\filedir'
28|4.12-|a|
29|1.0-4.11|-|Path Traversal: '\..\filename'
29|4.12-|a|
30|1.0-4.11|-|Path Traversal: '\dir\..\filename'
30|4.12-|a|
31|1.0|-|Path Traversal: 'dir\..\filename'
31|1.0.1-4.11|-|Path Traversal: 'dir\..\..\filename'
31|4.12-|a|
32|1.0-4.11|-|Path Traversal: '...' (Triple Dot)
32|4.12-|a|
33|1.0-4.11|-|Path Traversal: '....' (Multiple Dot)
33|4.12-|a|
34|1.0-4.11|-|Path Traversal: '....//'
34|4.12-|a|
35|1.0-4.11|-|Path Traversal: '.../...//'
35|4.12-|a|
36|1.0-4.11|-|Absolute Path Traversal
36|4.12-|a|
37|1.0-4.11|-|Path Traversal: '/absolute/pathname/here'
37|4.12-|a|
38|1.0-4.11|-|Path Traversal: '\absolute\pathname\here'
38|4.12-|a|
39|1.0-4.11|-|Path Traversal: 'C:dirname'
39|4.12-|a|
40|1.0-4.11|-|Path Traversal: '\\UNC\share\name\' (Windows UNC Share)
40|4.12-|a|
41|1.0-1.3|-|Failure to Resolve Path Equivalence
41|1.4-4.11|-|Improper Resolution of Path Equivalence
41|4.12-|a|
42|1.0-4.11|-|Path Equivalence: 'filename.' (Trailing Dot)
42|4.12-|a|
43|1.0-4.11|-|Path Equivalence: 'filename....' (Multiple Trailing Dot)
43|4.12-|a|
44|1.0-4.11|-|Path Equivalence: 'file.name' (Internal Dot)
44|4.12-|a|
45|1.0-4.11|-|Path Equivalence: 'file...name' (Multiple Internal Dot)
45|4.12-|a|
46|1.0-4.11|-|Path Equivalence: 'filename ' (Trailing Space)
46|4.12-|a|
47|1.0-1.9|-|Path Equivalence: ' filename (Leading Space)
47|1.10-4.11|-|Path Equivalence: ' filename' (Leading Space)
47|4.12-|a|
48|1.0-4.11|-|Path Equivalence: 'file name' (Internal Whitespace)
48|4.12-|a|
49|1.0-4.11|-|Path Equivalence: 'filename/' (Trailing Slash)
49|4.12-|a|
50|1.0-4.11|-|Path Equivalence: '//multiple/leading/slash'
50|4.12-|a|
51|1.0-4.11|-|Path Equivalence: '/multiple//internal/slash'
51|4.12-|a|
52|1.0-4.11|-|Path Equivalence: '/multiple/trailing/slash//'
52|4.12-|a|
53|1.0-4.11|-|Path Equivalence: '\multiple\\internal\backslash'
53|4.12-|a|
54|1.0-4.11|-|Path Equivalence: 'filedir\' (Trailing Backslash)
54|4.12-|a|
55|1.0-4.11|-|Path Equivalence: '/./' (Single Dot Directory)
55|4.12-|a|
56|1.0-4.11|-|Path Equivalence: 'filedir*' (Wildcard)
56|4.12-|a|
57|1.0|-|Path Equivalence: 'dirname/fakechild/../realchild/filename'
57|1.0.1-4.11|-|Path Equivalence: 'fakedir/../realdir/filename'
57|4.12-|a|
58|1.0-4.11|-|Path Equivalence: Windows 8.3 Filename
58|4.12-|a|
59|1.0-1.3|-|Failure to Resolve Links Before File Access (aka 'Link Following')
59|1.4-4.11|-|Improper Link Resolution Before File Access ('Link Following')
59|4.12-|a|
61|2.11|-|UNIX Symbolic Link (Symlink) Following
61|3.0-4.11|-|
61|4.12-|a|
62|1.0-4.11|-|UNIX Hard Link
62|4.12-|a|
64|1.0-4.11|-|Windows Shortcut Following (.LNK)
64|4.12-|a|
65|1.0-4.11|-|Windows Hard Link
65|4.12-|a|
66|1.0-1.2|-|Failure to Handle File Names that Identify Virtual Resources
66|1.3-4.11|-|Improper Handling of File Names that Identify Virtual Resources
66|4.12-|a|
67|1.0-1.2|-|Failure to Handle Windows Device Names
67|1.3-4.11|-|Improper Handling of Windows Device Names
67|4.12-|a|
69|1.0-1.10|-|Failure to Handle Windows ::DATA Alternate Data Stream
69|1.11-4.11|-|Improper Handling of Windows ::DATA Alternate Data Stream
69|4.12-|a|
71|1.0-2.11|-|Apple '.DS_Store'
71|2.12-4.11|-x|DEPRECATED: Apple '.DS_Store'
71|4.12-|px|
72|1.0-1.0.1|-|Apple HFS+ Alternate Data Stream
72|1.1-1.3|-|Failure to Handle Apple HFS+ Alternate Data Stream Path
72|1.4-4.11|-|Improper Handling of Apple HFS+ Alternate Data Stream Path
72|4.12-|a|
73|1.0-4.11|-|External Control of File Name or Path
73|4.12-|a|
74|1.0-1.3|-|Failure to Sanitize Data into a Different Plane (aka 'Injection')
74|1.4-1.8.1|-|Failure to Sanitize Data into a Different Plane ('Injection')
74|1.9-4.11|-|Improper Neutralization of Special Elements in Output Used by a Downstream Component ('Injection')
74|4.12-|d|
75|1.0-4.11|-|Failure to Sanitize Special Elements into a Different Plane (Special Element Injection)
75|4.12-|d|
76|1.0-1.8.1|-|Failure to Resolve Equivalent Special Elements into a Different Plane
76|1.9-4.11|-|Improper Neutralization of Equivalent Special Elements
76|4.12-|a|
77|1.0-1.3|-|Failure to Sanitize Data into a Control Plane (aka 'Command Injection')
77|1.4|-|Failure to Sanitize Data into a Control Plane ('Command Injection')
77|1.5-1.8.1|-|Improper Sanitization of Special Elements used in a Command ('Command Injection')
77|1.9-4.11|-|Improper Neutralization of Special Elements used in a Command ('Command Injection')
77|4.12-|r|
78|1.0-1.1|-|Failure to Sanitize Data into an OS Command (aka 'OS Command Injection')
78|1.2-1.3|-|Failure to Preserve OS Command Structure (aka 'OS Command Injection')
78|1.4|-|Failure to Preserve OS Command Structure ('OS Command Injection')
78|1.5-1.8.1|-|Improper Sanitization of Special Elements used in an OS Command ('OS Command Injection')
78|1.9-4.11|-|Improper Neutralization of Special Elements used in an OS Command ('OS Command Injection')
78|4.12-|a|
79|1.0-1.1|-|Failure to Sanitize Directives in a Web Page (aka 'Cross-site scripting' (XSS))
79|1.2-1.3|-|Failure to Preserve Web Page Structure (aka 'Cross-site Scripting')
79|1.4-1.8.1|-|Failure to Preserve Web Page Structure ('Cross-site Scripting')
79|1.9-4.11|-|Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')
79|4.12-|a|
80|1.0-1.3|-|Failure to Sanitize Script-Related HTML Tags in a Web Page (Basic XSS)
80|1.4-1.8.1|-|Improper Sanitization of Script-Related HTML Tags in a Web Page (Basic XSS)
80|1.9-4.11|-|Improper Neutralization of Script-Related HTML Tags in a Web Page (Basic XSS)
80|4.12-|a|
81|1.0-1.3|-|Failure to Sanitize Directives in an Error Message Web Page
81|1.4-1.8.1|-|Improper Sanitization of Script in an Error Message Web Page
81|1.9-4.11|-|Improper Neutralization of Script in an Error Message Web Page
81|4.12-|a|
82|1.0-1.3|-|Failure to Sanitize Script in Attributes of IMG Tags in a Web Page
82|1.4-1.8.1|-|Improper Sanitization of Script in Attributes of IMG Tags in a Web Page
82|1.9-4.11|-|Improper Neutralization of Script in Attributes of IMG Tags in a Web Page
82|4.12-|a|
83|1.0-1.8|-|Failure to Sanitize Script in Attributes in a Web Page
83|1.8.1-4.11|-|Improper Neutralization of Script in Attributes in a Web Page
83|4.12-|a|
84|1.0-1.8.1|-|Failure to Resolve Encoded URI Schemes in a Web Page
84|1.9-4.11|-|Improper Neutralization of Encoded URI Schemes in a Web Page
84|4.12-|a|
85|1.0-4.11|-|Doubled Character XSS Manipulations
85|4.12-|a|
86|1.0-1.8|-|Failure to Sanitize Invalid Characters in Identifiers in Web Pages
86|1.8.1-4.11|-|Improper Neutralization of Invalid Characters in Identifiers in Web Pages
86|4.12-|a|
87|1.0-1.8.1|-|Failure to Sanitize Alternate XSS Syntax
87|1.9-4.11|-|Improper Neutralization of Alternate XSS Syntax
87|4.12-|a|
88|1.0-3.3|-|Argument Injection or Modification
88|3.4|-|Improper Delimitation of Arguments in a Command ('Argument Injection')
88|3.4.1-4.11|-|Improper Neutralization of Argument Delimiters in a Command ('Argument Injection')
88|4.12-|a|
89|1.0-1.1|-|Failure to Sanitize Data within SQL Queries (aka 'SQL Injection')
89|1.2-1.3|-|Failure to Preserve SQL Query Structure (aka 'SQL Injection')
89|1.4|-|Failure to Preserve SQL Query Structure ('SQL Injection')
89|1.5-1.8.1|-|Improper Sanitization of Special Elements used in an SQL Command ('SQL Injection')
89|1.9-4.11|-|Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')
89|4.12-|a|
90|1.0-1.3|-|Failure to Sanitize Data into LDAP Queries (aka 'LDAP Injection')
90|1.4-1.8.1|-|Failure to Sanitize Data into LDAP Queries ('LDAP Injection')
90|1.9-4.11|-|Improper Neutralization of Special Elements used in an LDAP Query ('LDAP Injection')
90|4.12-|a|
91|1.0-4.11|-|XML Injection (aka Blind XPath Injection)
91|4.12-|a|
92|1.0|-|Custom Special Character Injection
92|1.0.1-1.3|-|Insufficient Sanitization of Custom Special Characters
92|1.4|-|Improper Sanitization of Custom Special Characters
92|1.5-4.11|-x|DEPRECATED: Improper Sanitization of Custom Special Characters
92|4.12-|px|
93|1.0-1.3|-|Failure to Sanitize CRLF Sequences (aka 'CRLF Injection')
93|1.4-1.8.1|-|Failure to Sanitize CRLF Sequences ('CRLF Injection')
93|1.9-4.11|-|Improper Neutralization of CRLF Sequences ('CRLF Injection')
93|4.12-|a|
94|1.0-1.1|-|Code Injection
94|1.2-1.3|-|Failure to Control Generation of Code (aka 'Code Injection')
94|1.4-1.11|-|Failure to Control Generation of Code ('Code Injection')
94|1.12-4.11|-|Improper Control of Generation of Code ('Code Injection')
94|4.12-4.15|a|
94|4.16-|r|
95|1.0-1.3|-|Insufficient Control of Directives in Dynamically Evaluated Code (aka 'Eval Injection')
95|1.4-1.8.1|-|Improper Sanitization of Directives in Dynamically Evaluated Code ('Eval Injection')
95|1.9-4.11|-|Improper Neutralization of Directives in Dynamically Evaluated Code ('Eval Injection')
95|4.12-|a|
96|1.0-1.3|-|Insufficient Control of Directives in Statically Saved Code (Static Code Injection)
96|1.4-1.8|-|Improper Sanitization of Directives in Statically Saved Code ('Static Code Injection')
96|1.8.1-4.11|-|Improper Neutralization of Directives in Statically Saved Code ('Static Code Injection')
96|4.12-|a|
97|1.0-1.8.1|-|Failure to Sanitize Server-Side Includes (SSI) Within a Web Page
97|1.9-4.11|-|Improper Neutralization of Server-Side Includes (SSI) Within a Web Page
97|4.12-|a|
98|1.8-2.3|-|Improper Control of Filename for Include/Require Statement in PHP Program ('PHP File Inclusion')
98|2.4-4.11|-|Improper Control of Filename for Include/Require Statement in PHP Program ('PHP Remote File Inclusion')
98|4.12-|a|
99|1.0-1.3|-|Insufficient Control of Resource Identifiers (aka 'Resource Injection')
99|1.4-4.11|-|Improper Control of Resource Identifiers ('Resource Injection')
99|4.12-|r|
100|1.0-1.5|-|Technology-Specific Input Validation Problems
102|1.0-4.11|-|Struts: Duplicate Validation Forms
102|4.12-|a|
103|1.0-4.11|-|Struts: Incomplete validate() Method Definition
103|4.12-|a|
104|1.0-4.11|-|Struts: Form Bean Does Not Extend Validation Class
104|4.12-|a|
105|1.0-4.11|-|Struts: Form Field Without Validator
105|4.12-|a|
106|1.0-4.11|-|Struts: Plug-in Framework not in Use
106|4.12-|a|
107|1.0-4.11|-|Struts: Unused Validation Form
107|4.12-|a|
108|1.0-4.11|-|Struts: Unvalidated Action Form
108|4.12-|a|
109|1.0-4.11|-|Struts: Validator Turned Off
109|4.12-|a|
110|1.0-4.11|-|Struts: Validator Without Form Field
110|4.12-|a|
111|1.0-4.11|-|Direct Use of Unsafe JNI
111|4.12-|a|
112|1.0-4.11|-|Missing XML Validation
112|4.12-|a|
113|1.0-1.3|-|Failure to Sanitize CRLF Sequences in HTTP Headers (aka 'HTTP Response Splitting')
113|1.4-1.8.1|-|Failure to Sanitize CRLF Sequences in HTTP Headers ('HTTP Response Splitting')
113|1.9-4.7|-|Improper Neutralization of CRLF Sequences in HTTP Headers ('HTTP Response Splitting')
113|4.8-4.11|-|Improper Neutralization of CRLF Sequences in HTTP Headers ('HTTP Request/Response Splitting')
113|4.12-|a|
114|1.0-4.11|-|Process Control
114|4.12-4.16|r|
114|4.17|d|
115|1.0-4.11|-|Misinterpretation of Input
115|4.12-|a|
116|1.0-1.1|-|Insufficient Output Sanitization
116|1.2-4.11|-|Improper Encoding or Escaping of Output
116|4.12-|r|
117|1.0-1.3|-|Incorrect Output Sanitization for Logs
117|1.4-1.8.1|-|Improper Output Sanitization for Logs
117|1.9-4.11|-|Improper Output Neutralization for Logs
117|4.12-|a|
118|1.0-1.3|-|Improper Access of Indexable Resource (aka 'Range Error')
118|1.4-2.10|-|Improper Access of Indexable Resource ('Range Error')
118|2.11-4.11|-|Incorrect Access of Indexable Resource ('Range Error')
118|4.12-4.13|r|
118|4.14-|d|
119|1.0-1.1|-|Failure to Constrain Operations within the Bounds of an Allocated Memory Buffer
119|1.2-1.10|-|Failure to Constrain Operations within the Bounds of a Memory Buffer
119|1.11-4.11|-|Improper Restriction of Operations within the Bounds of a Memory Buffer
119|4.12-|d|
120|1.8-4.11|-|Buffer Copy without Checking Size of Input ('Classic Buffer Overflow')
120|4.12-|r|
121|1.0-4.11|-|Stack-based Buffer Overflow
121|4.12-|a|
122|1.0-4.11|-|Heap-based Buffer Overflow
122|4.12-|a|
123|1.0-4.11|-|Write-what-where Condition
123|4.12-|a|
124|1.0-1.5|-|Boundary Beginning Violation ('Buffer Underwrite')
124|1.6-4.11|-|Buffer Underwrite ('Buffer Underflow')
124|4.12-|a|
125|1.0-4.11|-|Out-of-bounds Read
125|4.12-|a|
126|1.0-4.11|-|Buffer Over-read
126|4.12-|a|
127|1.0-4.11|-|Buffer Under-read
127|4.12-|a|
128|1.0-4.11|-|Wrap-around Error
128|4.12-|a|
129|1.0-1.5|-|Unchecked Array Indexing
129|1.6-4.11|-|Improper Validation of Array Index
129|4.12-|a|
130|1.0-1.2|-|Failure to Handle Length Parameter Inconsistency
130|1.3-4.11|-|Improper Handling of Length Parameter Inconsistency
130|4.12-|a|
131|1.0-4.11|-|Incorrect Calculation of Buffer Size
131|4.12-|a|
132|1.0-4.4|-x|DEPRECATED (Duplicate): Miscalculated Null Termination
132|4.5-4.11|-x|DEPRECATED: Miscalculated Null Termination
132|4.12-|px|
134|1.0-2.8|-|Uncontrolled Format String
134|2.9-4.11|-|Use of Externally-Controlled Format String
134|4.12-|a|
135|1.0-4.11|-|Incorrect Calculation of Multi-Byte String Length
135|4.12-|a|
138|1.0-1.2|-|Failure to Sanitize Special Elements
138|1.3-1.8|-|Improper Sanitization of Special Elements
138|1.8.1-4.11|-|Improper Neutralization of Special Elements
138|4.12-4.13|r|
138|4.14-|d|
140|1.0-1.8.1|-|Failure to Sanitize Delimiters
140|1.9-4.11|-|Improper Neutralization of Delimiters
140|4.12-|a|
141|1.0-1.8|-|Failure to Sanitize Parameter/Argument Delimiters
141|1.8.1-4.11|-|Improper Neutralization of Parameter/Argument Delimiters
141|4.12-|a|
142|1.0-1.8|-|Failure to Sanitize Value Delimiters
142|1.8.1-4.11|-|Improper Neutralization of Value Delimiters
142|4.12-|a|
143|1.0-1.8|-|Failure to Sanitize Record Delimiters
143|1.8.1-4.11|-|Improper Neutralization of Record Delimiters
143|4.12-|a|
144|1.0-1.8|-|Failure to Sanitize Line Delimiters
144|1.8.1-4.11|-|Improper Neutralization of Line Delimiters
144|4.12-|a|
145|1.0-1.8|-|Failure to Sanitize Section Delimiters
145|1.8.1-4.11|-|Improper Neutralization of Section Delimiters
145|4.12-|a|
146|1.0-1.8|-|Failure to Sanitize Expression/Command Delimiters
146|1.8.1-4.11|-|Improper Neutralization of Expression/Command Delimiters
146|4.12-|a|
147|1.0-1.2|-|Failure to Sanitize Input Terminators
147|1.3-1.8|-|Improper Sanitization of Input Terminators
147|1.8.1-4.11|-|Improper Neutralization of Input Terminators
147|4.12-|a|
148|1.0-1.8.1|-|Failure to Sanitize Input Leaders
148|1.9-4.11|-|Improper Neutralization of Input Leaders
148|4.12-|a|
149|1.0-1.8.1|-|Failure to Sanitize Quoting Syntax
149|1.9-4.11|-|Improper Neutralization of Quoting Syntax
149|4.12-|a|
150|1.0-1.8|-|Failure to Sanitize Escape, Meta, or Control Sequences
150|1.8.1-4.11|-|Improper Neutralization of Escape, Meta, or Control Sequences
150|4.12-|a|
151|1.0-1.2|-|Failure to Sanitize Comment Element
151|1.3-1.8|-|Improper Sanitization of Comment Delimiters
151|1.8.1-4.11|-|Improper Neutralization of Comment Delimiters
151|4.12-|a|
152|1.0-1.2|-|Failure to Sanitize Macro Symbol
152|1.3-1.8|-|Improper Sanitization of Macro Symbols
152|1.8.1-4.11|-|Improper Neutralization of Macro Symbols
152|4.12-|a|
153|1.0-1.2|-|Failure to Sanitize Substitution Character
153|1.3-1.8|-|Improper Sanitization of Substitution Characters
153|1.8.1-4.11|-|Improper Neutralization of Substitution Characters
153|4.12-|a|
154|1.0-1.2|-|Failure to Sanitize Variable Name Delimiter
154|1.3-1.8|-|Improper Sanitization of Variable Name Delimiters
154|1.8.1-4.11|-|Improper Neutralization of Variable Name Delimiters
154|4.12-|a|
155|1.0-1.2|-|Failure to Sanitize Wildcard or Matching Symbol
155|1.3-1.8|-|Improper Sanitization of Wildcards or Matching Symbols
155|1.8.1-4.11|-|Improper Neutralization of Wildcards or Matching Symbols
155|4.12-|a|
156|1.0-1.2|-|Failure to Sanitize Whitespace
156|1.3-1.8|-|Improper Sanitization of Whitespace
156|1.8.1-4.11|-|Improper Neutralization of Whitespace
156|4.12-|a|
157|1.0-4.11|-|Failure to Sanitize Paired Delimiters
157|4.12-|a|
158|1.0-1.8|-|Failure to Sanitize Null Byte or NUL Character
158|1.8.1-4.11|-|Improper Neutralization of Null Byte or NUL Character
158|4.12-|a|
159|1.0-3.4.1|-|Failure to Sanitize Special Element
159|4.0-4.11|-|Improper Handling of Invalid Use of Special Elements
159|4.12-|r|
160|1.0-1.3|-|Failure to Sanitize Leading Special Element
160|1.4-1.8|-|Improper Sanitization of Leading Special Elements
160|1.8.1-4.11|-|Improper Neutralization of Leading Special Elements
160|4.12-|a|
161|1.0-1.3|-|Failure to Sanitize Multiple Leading Special Elements
161|1.4-1.8|-|Improper Sanitization of Multiple Leading Special Elements
161|1.8.1-4.11|-|Improper Neutralization of Multiple Leading Special Elements
161|4.12-|a|
162|1.0-1.3|-|Failure to Sanitize Trailing Special Element
162|1.4-1.8|-|Improper Sanitization of Trailing Special Elements
162|1.8.1-4.11|-|Improper Neutralization of Trailing Special Elements
162|4.12-|a|
163|1.0-1.3|-|Failure to Sanitize Multiple Trailing Special Elements
163|1.4-1.8|-|Improper Sanitization of Multiple Trailing Special Elements
163|1.8.1-4.11|-|Improper Neutralization of Multiple Trailing Special Elements
163|4.12-|a|
164|1.0-1.3|-|Failure to Sanitize Internal Special Element
164|1.4-1.8|-|Improper Sanitization of Internal Special Elements
164|1.8.1-4.11|-|Improper Neutralization of Internal Special Elements
164|4.12-|a|
165|1.0-1.3|-|Failure to Sanitize Multiple Internal Special Elements
165|1.4-1.8|-|Improper Sanitization of Multiple Internal Special Elements
165|1.8.1-4.11|-|Improper Neutralization of Multiple Internal Special Elements
165|4.12-|a|
166|1.0-1.3|-|Failure to Handle Missing Special Element
166|1.4-4.11|-|Improper Handling of Missing Special Element
166|4.12-|a|
167|1.0-1.3|-|Failure to Handle Additional Special Element
167|1.4-4.11|-|Improper Handling of Additional Special Element
167|4.12-|a|
168|1.0-1.10|-|Failure to Resolve Inconsistent Special Elements
168|1.11-4.11|-|Improper Handling of Inconsistent Special Elements
168|4.12-|a|
170|1.0-4.11|-|Improper Null Termination
170|4.12-|a|
172|1.0-4.11|-|Encoding Error
172|4.12-|r|
173|1.0-1.10|-|Failure to Handle Alternate Encoding
173|1.11-4.11|-|Improper Handling of Alternate Encoding
173|4.12-|a|
174|1.0-4.11|-|Double Decoding of the Same Data
174|4.12-|a|
175|1.0-1.10|-|Failure to Handle Mixed Encoding
175|1.11-4.11|-|Improper Handling of Mixed Encoding
175|4.12-|a|
176|1.0-1.10|-|Failure to Handle Unicode Encoding
176|1.11-4.11|-|Improper Handling of Unicode Encoding
176|4.12-|a|
177|1.0-1.10|-|Failure to Handle URL Encoding (Hex Encoding)
177|1.11-4.11|-|Improper Handling of URL Encoding (Hex Encoding)
177|4.12-|a|
178|1.0-1.10|-|Failure to Resolve Case Sensitivity
178|1.11-4.11|-|Improper Handling of Case Sensitivity
178|4.12-|a|
179|1.0-4.11|-|Incorrect Behavior Order: Early Validation
179|4.12-|a|
180|1.0-4.11|-|Incorrect Behavior Order: Validate Before Canonicalize
180|4.12-|a|
181|1.0-4.11|-|Incorrect Behavior Order: Validate Before Filter
181|4.12-|a|
182|1.0-1.8.1|-|Collapse of Data Into Unsafe Value
182|1.9-4.11|-|Collapse of Data into Unsafe Value
182|4.12-|a|
183|1.0-3.4.1|-|Permissive Whitelist
183|4.0-4.11|-|Permissive List of Allowed Inputs
183|4.12-|a|
184|1.0-3.4.1|-|Incomplete Blacklist
184|4.0-4.11|-|Incomplete List of Disallowed Inputs
184|4.12-|a|
185|1.0-4.11|-|Incorrect Regular Expression
185|4.12-|r|
186|1.0-4.11|-|Overly Restrictive Regular Expression
186|4.12-|a|
187|1.0-3.0|-|Partial Comparison
187|3.1-4.11|-|Partial String Comparison
187|4.12-|a|
188|1.0-4.11|-|Reliance on Data/Memory Layout
188|4.12-|a|
190|1.0-1.1|-|Integer Overflow (Wrap or Wraparound)
190|1.2-4.11|-|Integer Overflow or Wraparound
190|4.12-|a|
191|1.0-4.11|-|Integer Underflow (Wrap or Wraparound)
191|4.12-|a|
192|2.12-4.11|-|Integer Coercion Error
192|4.12-|a|
193|1.0-4.11|-|Off-by-one Error
193|4.12-|a|
194|1.0-1.0.1|-|Incorrect Sign Extension
194|1.1-4.11|-|Unexpected Sign Extension
194|4.12-|a|
195|1.0-4.11|-|Signed to Unsigned Conversion Error
195|4.12-|a|
196|1.0-4.11|-|Unsigned to Signed Conversion Error
196|4.12-|a|
197|1.0-4.11|-|Numeric Truncation Error
197|4.12-|a|
198|1.0-4.11|-|Use of Incorrect Byte Ordering
198|4.12-|a|
200|1.0-1.6|-|Information Leak (Information Disclosure)
200|1.7-3.4.1|-|Information Exposure
200|4.0-4.11|-|Exposure of Sensitive Information to an Unauthorized Actor
200|4.12-|d|
201|1.0-1.9|-|Information Leak Through Sent Data
201|1.10-3.4.1|-|Information Exposure Through Sent Data
201|4.0-4.1|-|Exposure of Sensitive Information Through Sent Data
201|4.2-4.11|-|Insertion of Sensitive Information Into Sent Data
201|4.12-|a|
202|1.0-1.11|-|Privacy Leak through Data Queries
202|1.12-3.4.1|-|Exposure of Sensitive Data Through Data Queries
202|4.0-4.11|-|Exposure of Sensitive Information Through Data Queries
202|4.12-|a|
203|1.0-1.6|-|Discrepancy Information Leaks
203|1.7-3.4.1|-|Information Exposure Through Discrepancy
203|4.0-4.1|-|Observable Discrepancy
203|4.2|-|Observable Differences in Behavior to Error Inputs
203|4.3-4.11|-|Observable Discrepancy
203|4.12-|a|
204|1.0-1.9|-|Response Discrepancy Information Leak
204|1.10-3.4.1|-|Response Discrepancy Information Exposure
204|4.0-4.11|-|Observable Response Discrepancy
204|4.12-|a|
205|1.0-1.6|-|Behavioral Discrepancy Information Leak
205|1.7-3.4.1|-|Information Exposure Through Behavioral Discrepancy
205|4.0-4.11|-|Observable Behavioral Discrepancy
205|4.12-|a|
206|1.0-1.11|-|Internal Behavioral Inconsistency Information Leak
206|1.12-3.4.1|-|Information Exposure of Internal State Through Behavioral Inconsistency
206|4.0-4.11|-|Observable Internal Behavioral Discrepancy
206|4.12-|a|
207|1.0-1.6|-|External Behavioral Inconsistency Information Leak
207|1.7-3.4.1|-|Information Exposure Through an External Behavioral Inconsistency
207|4.0-4.11|-|Observable Behavioral Discrepancy With Equivalent Products
207|4.12-|a|
208|1.0-1.11|-|Timing Discrepancy Information Leak
208|1.12-3.4.1|-|Information Exposure Through Timing Discrepancy
208|4.0-4.11|-|Observable Timing Discrepancy
208|4.12-|a|
209|1.0-1.1|-|Error Message Information Leaks
209|1.2-1.6|-|Error Message Information Leak
209|1.7-3.4.1|-|Information Exposure Through an Error Message
209|4.0-4.11|-|Generation of Error Message Containing Sensitive Information
209|4.12-|a|
210|1.0-1.11|-|Product-Generated Error Message Information Leak
210|1.12-2.2|-|Information Exposure Through Generated Error Message
210|2.3-3.4.1|-|Information Exposure Through Self-generated Error Message
210|4.0-4.11|-|Self-generated Error Message Containing Sensitive Information
210|4.12-|a|
211|1.0-1.11|-|Product-External Error Message Information Leak
211|1.12-2.2|-|Information Exposure Through External Error Message
211|2.3-2.11|-|Information Exposure Through Externally-generated Error Message
211|2.12-3.4.1|-|Information Exposure Through Externally-Generated Error Message
211|4.0-4.11|-|Externally-Generated Error Message Containing Sensitive Information
211|4.12-|a|
212|1.0-1.6|-|Cross-boundary Cleansing Information Leak
212|1.7|-|Improper Cross-boundary Cleansing
212|1.8-3.4.1|-|Improper Cross-boundary Removal of Sensitive Data
212|4.0-4.11|-|Improper Removal of Sensitive Information Before Storage or Transfer
212|4.12-|a|
213|1.0-1.11|-|Intended Information Leak
213|1.12-3.4.1|-|Intentional Information Exposure
213|4.0-4.11|-|Exposure of Sensitive Information Due to Incompatible Policies
213|4.12-|a|
214|1.0-1.11|-|Process Environment Information Leak
214|1.12-3.4.1|-|Information Exposure Through Process Environment
214|4.0-4.11|-|Invocation of Process Using Visible Sensitive Information
214|4.12-|a|
215|1.0-1.9|-|Information Leak Through Debug Information
215|1.10-3.4.1|-|Information Exposure Through Debug Information
215|4.0-4.11|-|Insertion of Sensitive Information Into Debugging Code
215|4.12-|a|
216|1.0-3.4.1|-|Containment Errors (Container Errors)
216|4.0-4.11|-x|DEPRECATED: Containment Errors (Container Errors)
216|4.12-|px|
217|1.0-1.3|-|Failure to Protect Stored Data from Modification
217|1.4-4.11|-x|DEPRECATED: Failure to Protect Stored Data from Modification
217|4.12-|px|
218|1.0-4.4|-x|DEPRECATED (Duplicate): Failure to provide confidentiality for stored data
218|4.5-4.11|-x|DEPRECATED: Failure to provide confidentiality for stored data
218|4.12-|px|
219|1.0-3.4.1|-|Sensitive Data Under Web Root
219|4.0-4.11|-|Storage of File with Sensitive Data Under Web Root
219|4.12-|a|
220|1.0-3.4.1|-|Sensitive Data Under FTP Root
220|4.0-4.11|-|Storage of File With Sensitive Data Under FTP Root
220|4.12-|a|
221|1.0-4.11|-|Information Loss or Omission
221|4.12-|r|
222|1.0-4.11|-|Truncation of Security-relevant Information
222|4.12-|a|
223|1.0-4.11|-|Omission of Security-relevant Information
223|4.12-|a|
224|1.0-4.11|-|Obscured Security-relevant Information by Alternate Name
224|4.12-|a|
225|1.0-4.4|-x|DEPRECATED (Duplicate): General Information Management Problems
225|4.5-4.11|-x|DEPRECATED: General Information Management Problems
225|4.12-|px|
226|1.0-3.4.1|-|Sensitive Information Uncleared Before Release
226|4.0-4.1|-|Sensitive Information Uncleared in Resource Before Release for Reuse
226|4.2-4.11|-|Sensitive Information in Resource Not Removed Before Reuse
226|4.12-|a|
227|1.0-1.3|-|Failure to Fulfill API Contract (aka 'API Abuse')
227|1.4-1.11|-|Failure to Fulfill API Contract ('API Abuse')
227|1.12-2.11|-|Improper Fulfillment of API Contract ('API Abuse')
228|1.0-1.2|-|Failure to Handle Syntactically Invalid Structure
228|1.3-4.11|-|Improper Handling of Syntactically Invalid Structure
228|4.12-|r|
229|1.0-4.11|-|Improper Handling of Values
229|4.12-|a|
230|1.0-1.2|-|Failure to Handle Missing Value
230|1.3-4.11|-|Improper Handling of Missing Values
230|4.12-|a|
231|1.0-1.2|-|Failure to Handle Extra Value
231|1.3-4.11|-|Improper Handling of Extra Values
231|4.12-|a|
232|1.0-1.2|-|Failure to Handle Undefined Value
232|1.3-4.11|-|Improper Handling of Undefined Values
232|4.12-|a|
233|1.0-2.4|-|Parameter Problems
233|2.5-4.11|-|Improper Handling of Parameters
233|4.12-|a|
234|1.0-4.11|-|Failure to Handle Missing Parameter
234|4.12-4.13|a|
234|4.14-|d|
235|1.0-1.2|-|Failure to Handle Extra Parameter
235|1.3-4.11|-|Improper Handling of Extra Parameters
235|4.12-|a|
236|1.0-1.2|-|Failure to Handle Undefined Parameter
236|1.3-4.11|-|Improper Handling of Undefined Parameters
236|4.12-|a|
237|1.0-1.2|-|Element Problems
237|1.3-4.11|-|Improper Handling of Structural Elements
237|4.12-|a|
238|1.0-1.2|-|Failure to Handle Missing Element
238|1.3-4.11|-|Improper Handling of Incomplete Structural Elements
238|4.12-|a|
239|1.0-4.11|-|Failure to Handle Incomplete Element
239|4.12-|a|
240|1.0-1.2|-|Failure to Resolve Inconsistent Elements
240|1.3-4.11|-|Improper Handling of Inconsistent Structural Elements
240|4.12-|a|
241|1.0-1.2|-|Failure to Handle Wrong Data Type
241|1.3-4.11|-|Improper Handling of Unexpected Data Type
241|4.12-|a|
242|1.0-4.11|-|Use of Inherently Dangerous Function
242|4.12-|a|
243|1.0-1.10|-|Failure to Change Working Directory in chroot Jail
243|1.11-4.11|-|Creation of chroot Jail Without Changing Working Directory
243|4.12-|a|
244|1.0-1.3|-|Failure to Clear Heap Memory Before Release (aka 'Heap Inspection')
244|1.4-1.10|-|Failure to Clear Heap Memory Before Release ('Heap Inspection')
244|1.11-4.11|-|Improper Clearing of Heap Memory Before Release ('Heap Inspection')
244|4.12-|a|
245|1.0-4.11|-|J2EE Bad Practices: Direct Management of Connections
245|4.12-|a|
246|1.0-4.11|-|J2EE Bad Practices: Direct Use of Sockets
246|4.12-|a|
247|1.0-2.4|-|Reliance on DNS Lookups in a Security Decision
247|2.5-4.4|-x|DEPRECATED (Duplicate): Reliance on DNS Lookups in a Security Decision
247|4.5-4.11|-x|DEPRECATED: Reliance on DNS Lookups in a Security Decision
247|4.12-|px|
248|1.0-4.11|-|Uncaught Exception
248|4.12-|a|
249|1.0-1.4|-|Often Misused: Path Manipulation
249|1.5-4.11|-x|DEPRECATED: Often Misused: Path Manipulation
249|4.12-|px|
250|1.0-1.1|-|Design Principle Violation: Failure to Use Least Privilege
250|1.2-4.11|-|Execution with Unnecessary Privileges
250|4.12-|a|
252|1.0-4.11|-|Unchecked Return Value
252|4.12-|a|
253|1.0-1.2|-|Misinterpreted Function Return Value
253|1.3-4.11|-|Incorrect Check of Function Return Value
253|4.12-|a|
256|1.0-3.0|-|Plaintext Storage of a Password
256|3.1-4.4|-|Unprotected Storage of Credentials
256|4.5-4.11|-|Plaintext Storage of a Password
256|4.12-|a|
257|1.0-4.11|-|Storing Passwords in a Recoverable Format
257|4.12-|a|
258|1.0-4.11|-|Empty Password in Configuration File
258|4.12-|a|
259|1.0-1.7|-|Hard-Coded Password
259|1.8-4.11|-|Use of Hard-coded Password
259|4.12-|a|
260|1.0-4.11|-|Password in Configuration File
260|4.12-|a|
261|1.0-3.4.1|-|Weak Cryptography for Passwords
261|4.0-4.11|-|Weak Encoding for Password
261|4.12-|a|
262|1.0-4.11|-|Not Using Password Aging
262|4.12-|a|
263|1.0-4.11|-|Password Aging with Long Expiration
263|4.12-|a|
266|1.0-4.11|-|Incorrect Privilege Assignment
266|4.12-|a|
267|1.0-4.11|-|Privilege Defined With Unsafe Actions
267|4.12-|a|
268|1.0-4.11|-|Privilege Chaining
268|4.12-|a|
269|1.0-1.3|-|Insecure Privilege Management
269|1.4-4.11|-|Improper Privilege Management
269|4.12-|d|
270|1.0-4.11|-|Privilege Context Switching Error
270|4.12-|a|
271|1.0-4.11|-|Privilege Dropping / Lowering Errors
271|4.12-|r|
272|1.0-4.11|-|Least Privilege Violation
272|4.12-|a|
273|1.0-1.2|-|Failure to Check Whether Privileges Were Dropped Successfully
273|1.3|-|Improper Check for Successfully Dropped Privileges
273|1.4-4.11|-|Improper Check for Dropped Privileges
273|4.12-|a|
274|1.0-1.3|-|Failure to Handle Insufficient Privileges
274|1.4-4.11|-|Improper Handling of Insufficient Privileges
274|4.12-4.13|a|
274|4.14-|d|
276|1.0-1.3|-|Insecure Default Permissions
276|1.4-4.11|-|Incorrect Default Permissions
276|4.12-|a|
277|1.0-4.11|-|Insecure Inherited Permissions
277|4.12-|a|
278|1.0-4.11|-|Insecure Preserved Inherited Permissions
278|4.12-|a|
279|1.0-1.3|-|Insecure Execution-assigned Permissions
279|1.4-4.11|-|Incorrect Execution-Assigned Permissions
279|4.12-|a|
280|1.0-1.2|-|Failure to Handle Insufficient Permissions or Privileges
280|1.3-4.11|-|Improper Handling of Insufficient Permissions or Privileges
280|4.12-|a|
281|1.0-1.3|-|Permission Preservation Failure
281|1.4-4.11|-|Improper Preservation of Permissions
281|4.12-|a|
282|1.0-4.11|-|Improper Ownership Management
282|4.12-|r|
283|1.0-4.11|-|Unverified Ownership
283|4.12-|a|
284|1.0-1.11|-|Access Control (Authorization) Issues
284|1.12-4.11|-|Improper Access Control
284|4.12-|d|
285|1.0-1.1|-|Missing or Inconsistent Access Control
285|1.2-1.11|-|Improper Access Control (Authorization)
285|1.12-4.11|-|Improper Authorization
285|4.12-|d|
286|1.0-4.11|-|Incorrect User Management
286|4.12-|r|
287|1.0-1.1|-|Insufficient Authentication
287|1.2-4.11|-|Improper Authentication
287|4.12-|d|
288|1.0-4.11|-|Authentication Bypass Using an Alternate Path or Channel
288|4.12-|a|
289|1.0-4.11|-|Authentication Bypass by Alternate Name
289|4.12-|a|
290|1.0-4.11|-|Authentication Bypass by Spoofing
290|4.12-|a|
291|2.5-4.11|-|Reliance on IP Address for Authentication
291|4.12-|a|
292|1.0-2.4|-|Trusting Self-reported DNS Name
292|2.5-4.4|-x|DEPRECATED (Duplicate): Trusting Self-reported DNS Name
292|4.5-4.11|-x|DEPRECATED: Trusting Self-reported DNS Name
292|4.12-|px|
293|1.0-4.11|-|Using Referer Field for Authentication
293|4.12-|a|
294|1.0-4.11|-|Authentication Bypass by Capture-replay
294|4.12-|a|
295|2.4-4.11|-|Improper Certificate Validation
295|4.12-|a|
296|1.0-1.2|-|Failure to Follow Chain of Trust in Certificate Validation
296|1.3-2.3|-|Improper Following of Chain of Trust for Certificate Validation
296|2.4-4.11|-|Improper Following of a Certificate's Chain of Trust
296|4.12-|a|
297|1.0-1.2|-|Failure to Validate Host-specific Certificate Data
297|1.3-2.3|-|Improper Validation of Host-specific Certificate Data
297|2.4-4.11|-|Improper Validation of Certificate with Host Mismatch
297|4.12-|a|
298|1.0-1.2|-|Failure to Validate Certificate Expiration
298|1.3-4.11|-|Improper Validation of Certificate Expiration
298|4.12-|a|
299|1.0-1.2|-|Failure to Check for Certificate Revocation
299|1.3-4.11|-|Improper Check for Certificate Revocation
299|4.12-|a|
300|1.0-1.3|-|Channel Accessible by Non-Endpoint (aka 'Man-in-the-Middle')
300|1.4-3.4.1|-|Channel Accessible by Non-Endpoint ('Man-in-the-Middle')
300|4.0-4.11|-|Channel Accessible by Non-Endpoint
300|4.12-|d|
301|1.0-4.11|-|Reflection Attack in an Authentication Protocol
301|4.12-|a|
302|1.0-4.11|-|Authentication Bypass by Assumed-Immutable Data
302|4.12-|a|
303|1.0-1.3|-|Improper Implementation of Authentication Algorithm
303|1.4-4.11|-|Incorrect Implementation of Authentication Algorithm
303|4.12-|a|
304|1.0-4.11|-|Missing Critical Step in Authentication
304|4.12-|a|
305|1.0-4.11|-|Authentication Bypass by Primary Weakness
305|4.12-|a|
306|1.0-1.7|-|No Authentication for Critical Function
306|1.8-4.11|-|Missing Authentication for Critical Function
306|4.12-|a|
307|1.0-1.7|-|Failure to Restrict Excessive Authentication Attempts
307|1.8-4.11|-|Improper Restriction of Excessive Authentication Attempts
307|4.12-|a|
308|1.0-4.11|-|Use of Single-factor Authentication
308|4.12-|a|
309|1.0-4.11|-|Use of Password System for Primary Authentication
309|4.12-|a|
311|1.0-1.7|-|Failure to Encrypt Sensitive Data
311|1.8-4.11|-|Missing Encryption of Sensitive Data
311|4.12-|d|
312|1.0-1.1|-|Plaintext Storage of Sensitive Information
312|1.2-4.11|-|Cleartext Storage of Sensitive Information
312|4.12-|a|
313|1.0-2.4|-|Plaintext Storage in a File or on Disk
313|2.5-4.11|-|Cleartext Storage in a File or on Disk
313|4.12-|a|
314|1.0-2.4|-|Plaintext Storage in the Registry
314|2.5-4.11|-|Cleartext Storage in the Registry
314|4.12-|a|
315|1.0-2.4|-|Plaintext Storage in a Cookie
315|2.5-4.11|-|Cleartext Storage of Sensitive Information in a Cookie
315|4.12-|a|
316|1.0-2.4|-|Plaintext Storage in Memory
316|2.5-4.11|-|Cleartext Storage of Sensitive Information in Memory
316|4.12-|a|
317|1.0-2.4|-|Plaintext Storage in GUI
317|2.5-4.11|-|Cleartext Storage of Sensitive Information in GUI
317|4.12-|a|
318|1.0-2.4|-|Plaintext Storage in Executable
318|2.5-4.11|-|Cleartext Storage of Sensitive Information in Executable
318|4.12-|a|
319|1.0-1.1|-|Plaintext Transmission of Sensitive Information
319|1.2-4.11|-|Cleartext Transmission of Sensitive Information
319|4.12-|a|
321|1.0-4.11|-|Use of Hard-coded Cryptographic Key
321|4.12-|a|
322|1.0-4.11|-|Key Exchange without Entity Authentication
322|4.12-|a|
323|1.0-4.11|-|Reusing a Nonce, Key Pair in Encryption
323|4.12-|a|
324|1.0-4.11|-|Use of a Key Past its Expiration Date
324|4.12-|a|
325|1.0-4.1|-|Missing Required Cryptographic Step
325|4.2-4.11|-|Missing Cryptographic Step
325|4.12-|a|
326|1.0-1.4|-|Weak Encryption
326|1.5-4.11|-|Inadequate Encryption Strength
326|4.12-|r|
327|1.0-4.11|-|Use of a Broken or Risky Cryptographic Algorithm
327|4.12-|r|
328|1.0-4.5|-|Reversible One-Way Hash
328|4.6-4.11|-|Use of Weak Hash
328|4.12-|a|
329|1.0-4.3|-|Not Using a Random IV with CBC Mode
329|4.4|-|Not Using an Unpredictable IV with CBC Mode
329|4.5-4.11|-|Generation of Predictable IV with CBC Mode
329|4.12-|a|
330|1.0-4.11|-|Use of Insufficiently Random Values
330|4.12-4.13|r|
330|4.14-|d|
331|1.0-4.11|-|Insufficient Entropy
331|4.12-|a|
332|1.0-4.11|-|Insufficient Entropy in PRNG
332|4.12-|a|
333|1.0-1.3|-|Failure to Handle Insufficient Entropy in TRNG
333|1.4-4.11|-|Improper Handling of Insufficient Entropy in TRNG
333|4.12-|a|
334|1.0-4.11|-|Small Space of Random Values
334|4.12-|a|
335|1.0-2.11|-|PRNG Seed Error
335|2.12-4.11|-|Incorrect Usage of Seeds in Pseudo-Random Number Generator (PRNG)
335|4.12-|a|
336|1.0-2.11|-|Same Seed in PRNG
336|2.12-4.11|-|Same Seed in Pseudo-Random Number Generator (PRNG)
336|4.12-|a|
337|1.0-2.11|-|Predictable Seed in PRNG
337|2.12-4.11|-|Predictable Seed in Pseudo-Random Number Generator (PRNG)
337|4.12-|a|
338|1.0-2.6|-|Use of Cryptographically Weak PRNG
338|2.7-4.11|-|Use of Cryptographically Weak Pseudo-Random Number Generator (PRNG)
338|4.12-|a|
339|1.0-4.11|-|Small Seed Space in PRNG
339|4.12-|a|
340|1.0-3.4.1|-|Predictability Problems
340|4.0-4.11|-|Generation of Predictable Numbers or Identifiers
340|4.12-|r|
341|1.0-4.11|-|Predictable from Observable State
341|4.12-|a|
342|1.0-4.11|-|Predictable Exact Value from Previous Values
342|4.12-|a|
343|1.0-4.11|-|Predictable Value Range from Previous Values
343|4.12-|a|
344|1.0-4.11|-|Use of Invariant Value in Dynamically Changing Context
344|4.12-|a|
345|1.0-4.11|-|Insufficient Verification of Data Authenticity
345|4.12-4.13|r|
345|4.14-|d|
346|1.0-4.11|-|Origin Validation Error
346|4.12-|r|
347|1.0-1.3|-|Improperly Verified Signature
347|1.4-4.11|-|Improper Verification of Cryptographic Signature
347|4.12-|a|
348|1.0-4.11|-|Use of Less Trusted Source
348|4.12-|a|
349|1.0-4.11|-|Acceptance of Extraneous Untrusted Data With Trusted Data
349|4.12-|a|
350|1.0-2.4|-|Improperly Trusted Reverse DNS
350|2.5-4.11|-|Reliance on Reverse DNS Resolution for a Security-Critical Action
350|4.12-|a|
351|1.0-4.11|-|Insufficient Type Distinction
351|4.12-|a|
352|2.11|-|Cross-Site Request Forgery (CSRF)
352|3.0-4.11|-|
352|4.12-|a|
353|1.0-1.10|-|Failure to Add Integrity Check Value
353|1.11-4.11|-|Missing Support for Integrity Check
353|4.12-|a|
354|1.0-1.2|-|Failure to Check Integrity Check Value
354|1.3-4.11|-|Improper Validation of Integrity Check Value
354|4.12-|a|
356|1.0-4.11|-|Product UI does not Warn User of Unsafe Actions
356|4.12-|a|
357|1.0-4.11|-|Insufficient UI Warning of Dangerous Operations
357|4.12-|a|
358|1.0-4.11|-|Improperly Implemented Security Check for Standard
358|4.12-|a|
359|1.0-2.5|-|Privacy Violation
359|2.6-3.4.1|-|Exposure of Private Information ('Privacy Violation')
359|4.0-4.11|-|Exposure of Private Personal Information to an Unauthorized Actor
359|4.12-|a|
360|1.0-4.11|-|Trust of System Event Data
360|4.12-|a|
362|1.0-1.10|-|Race Condition
362|1.11-4.11|-|Concurrent Execution using Shared Resource with Improper Synchronization ('Race Condition')
362|4.12-|r|
363|1.0-4.11|-|Race Condition Enabling Link Following
363|4.12-|a|
364|1.0-4.11|-|Signal Handler Race Condition
364|4.12-|a|
365|1.0-4.6|-|Race Condition in Switch
365|4.7-4.11|-x|DEPRECATED: Race Condition in Switch
365|4.12-|px|
366|1.0-4.11|-|Race Condition within a Thread
366|4.12-|a|
367|1.0|-|Time-of-check Time-of-use Race Condition
367|1.0.1-4.11|-|Time-of-check Time-of-use (TOCTOU) Race Condition
367|4.12-|a|
368|1.0-4.11|-|Context Switching Race Condition
368|4.12-|a|
369|1.0-4.11|-|Divide By Zero
369|4.12-|a|
370|1.0-1.3|-|Race Condition in Checking for Certificate Revocation
370|1.4-4.11|-|Missing Check for Certificate Revocation after Initial Check
370|4.12-|a|
372|1.0-4.11|-|Incomplete Internal State Distinction
372|4.12-4.13|a|
372|4.14-|d|
373|1.0-1.10|-|State Synchronization Error
373|1.11-4.11|-x|DEPRECATED: State Synchronization Error
373|4.12-|px|
374|1.0-1.8.1|-|Mutable Objects Passed by Reference
374|1.9-4.11|-|Passing Mutable Objects to an Untrusted Method
374|4.12-|a|
375|1.0-1.9|-|Passing Mutable Objects to an Untrusted Method
375|1.10-4.11|-|Returning a Mutable Object to an Untrusted Caller
375|4.12-|a|
377|1.0-4.11|-|Insecure Temporary File
377|4.12-|r|
378|1.0-4.11|-|Creation of Temporary File With Insecure Permissions
378|4.12-|a|
379|1.0-1.3|-|Creation of Temporary File in Directory with Insecure Permissions
379|1.4-3.4.1|-|Creation of Temporary File in Directory with Incorrect Permissions
379|4.0-4.11|-|Creation of Temporary File in Directory with Insecure Permissions
379|4.12-|a|
382|1.0-4.11|-|J2EE Bad Practices: Use of System.exit()
382|4.12-|a|
383|1.0-4.11|-|J2EE Bad Practices: Direct Use of Threads
383|4.12-|a|
384|2.11|-|Session Fixation
384|3.0-4.11|-|
384|4.12-|a|
385|1.0-4.11|-|Covert Timing Channel
385|4.12-|a|
386|1.0-4.11|-|Symbolic Name not Mapping to Correct Object
386|4.12-|a|
390|1.0-4.11|-|Detection of Error Condition Without Action
390|4.12-|a|
391|1.0-4.11|-|Unchecked Error Condition
391|4.12-|p|
392|1.0-1.10|-|Failure to Report Error in Status Code
392|1.11-4.11|-|Missing Report of Error Condition
392|4.12-|a|
393|1.0-4.11|-|Return of Wrong Status Code
393|4.12-|a|
394|1.0-4.11|-|Unexpected Status Code or Return Value
394|4.12-|a|
395|1.0-4.11|-|Use of NullPointerException Catch to Detect NULL Pointer Dereference
395|4.12-|a|
396|1.0-4.11|-|Declaration of Catch for Generic Exception
396|4.12-|a|
397|1.0-4.11|-|Declaration of Throws for Generic Exception
397|4.12-|a|
398|1.0-2.11|-|Indicator of Poor Code Quality
400|1.0|-|Resource Exhaustion
400|1.0.1-1.3|-|Uncontrolled Resource Consumption (aka 'Resource Exhaustion')
400|1.4-3.1|-|Uncontrolled Resource Consumption ('Resource Exhaustion')
400|3.2-4.11|-|Uncontrolled Resource Consumption
400|4.12-|d|
401|1.0-1.3|-|Failure to Release Memory Before Removing Last Reference (aka 'Memory Leak')
401|1.4-1.10|-|Failure to Release Memory Before Removing Last Reference ('Memory Leak')
401|1.11-3.1|-|Improper Release of Memory Before Removing Last Reference ('Memory Leak')
401|3.2|-|Improper Release of Memory Before Removing Last Reference
401|3.3-4.11|-|Missing Release of Memory after Effective Lifetime
401|4.12-|a|
402|1.0-1.3|-|Transmission of Private Resources into a New Sphere (aka 'Resource Leak')
402|1.4-4.11|-|Transmission of Private Resources into a New Sphere ('Resource Leak')
402|4.12-|r|
403|1.0-1.11|-|UNIX File Descriptor Leak
403|1.12-2.3|-|Exposure of File Descriptor to Unintended Control Sphere
403|2.4-4.11|-|Exposure of File Descriptor to Unintended Control Sphere ('File Descriptor Leak')
403|4.12-|a|
404|1.0-4.11|-|Improper Resource Shutdown or Release
404|4.12-|r|
405|1.0-4.11|-|Asymmetric Resource Consumption (Amplification)
405|4.12-|r|
406|1.0|-|Network Amplification
406|1.0.1-4.11|-|Insufficient Control of Network Message Volume (Network Amplification)
406|4.12-|r|
407|1.0-3.2|-|Algorithmic Complexity
407|3.3-4.11|-|Inefficient Algorithmic Complexity
407|4.12-|r|
408|1.0-4.11|-|Incorrect Behavior Order: Early Amplification
408|4.12-|a|
409|1.0-1.3|-|Failure to Handle Highly Compressed Data (Data Amplification)
409|1.4-4.11|-|Improper Handling of Highly Compressed Data (Data Amplification)
409|4.12-|a|
410|1.0-4.11|-|Insufficient Resource Pool
410|4.12-|a|
412|1.0-1.4|-|Unrestricted Lock on Critical Resource
412|1.5-4.11|-|Unrestricted Externally Accessible Lock
412|4.12-|a|
413|1.0-1.9|-|Insufficient Resource Locking
413|1.10-4.11|-|Improper Resource Locking
413|4.12-|a|
414|1.0-4.11|-|Missing Lock Check
414|4.12-|a|
415|1.0-4.11|-|Double Free
415|4.12-|a|
416|1.0-4.11|-|Use After Free
416|4.12-|a|
419|1.0-4.11|-|Unprotected Primary Channel
419|4.12-|a|
420|1.0-4.11|-|Unprotected Alternate Channel
420|4.12-|a|
421|1.0-4.11|-|Race Condition During Access to Alternate Channel
421|4.12-|a|
422|1.0-4.11|-|Unprotected Windows Messaging Channel ('Shatter')
422|4.12-|a|
423|1.0-1.0.1|-|Proxied Trusted Channel
423|1.1-4.4|-x|DEPRECATED (Duplicate): Proxied Trusted Channel
423|4.5-4.11|-x|DEPRECATED: Proxied Trusted Channel
423|4.12-|px|
424|1.0-1.10|-|Failure to Protect Alternate Path
424|1.11-4.11|-|Improper Protection of Alternate Path
424|4.12-|r|
425|1.0-4.11|-|Direct Request ('Forced Browsing')
425|4.12-|a|
426|2.11|-|Untrusted Search Path
426|3.0-4.11|-|
426|4.12-4.16|a|
426|4.17|r|
427|1.0-4.11|-|Uncontrolled Search Path Element
427|4.12-4.16|a|
427|4.17|r|
428|1.0-4.11|-|Unquoted Search Path or Element
428|4.12-|a|
430|1.0-4.11|-|Deployment of Wrong Handler
430|4.12-|a|
431|1.0-4.11|-|Missing Handler
431|4.12-|a|
432|1.0-1.10|-|Dangerous Handler not Disabled During Sensitive Operations
432|1.11-4.11|-|Dangerous Signal Handler not Disabled During Sensitive Operations
432|4.12-|a|
433|1.0-4.11|-|Unparsed Raw Web Content Delivery
433|4.12-|a|
434|1.8-4.11|-|Unrestricted Upload of File with Dangerous Type
434|4.12-|a|
435|1.0-2.11|-|Interaction Error
435|2.12-3.0|-|Improper Interaction Between Multiple Entities
435|3.1-4.11|-|Improper Interaction Between Multiple Correctly-Behaving Entities
435|4.12-|d|
436|1.0-4.11|-|Interpretation Conflict
436|4.12-|r|
437|1.0-4.11|-|Incomplete Model of Endpoint Features
437|4.12-|a|
439|1.0-4.11|-|Behavioral Change in New Version or Environment
439|4.12-|a|
440|1.0-4.11|-|Expected Behavior Violation
440|4.12-|a|
441|1.0-2.3|-|Unintended Proxy/Intermediary
441|2.4-4.11|-|Unintended Proxy or Intermediary ('Confused Deputy')
441|4.12-|r|
443|1.0-4.4|-x|DEPRECATED (Duplicate): HTTP response splitting
443|4.5-4.11|-x|DEPRECATED: HTTP response splitting
443|4.12-|px|
444|1.0-1.3|-|Inconsistent Interpretation of HTTP Requests (aka 'HTTP Request Smuggling')
444|1.4-4.7|-|Inconsistent Interpretation of HTTP Requests ('HTTP Request Smuggling')
444|4.8-4.11|-|Inconsistent Interpretation of HTTP Requests ('HTTP Request/Response Smuggling')
444|4.12-|a|
446|1.0-4.11|-|UI Discrepancy for Security Feature
446|4.12-|r|
447|1.0-4.11|-|Unimplemented or Unsupported Feature in UI
447|4.12-|a|
448|1.0-4.11|-|Obsolete Feature in UI
448|4.12-|a|
449|1.0-4.11|-|The UI Performs the Wrong Action
449|4.12-|a|
450|1.0-4.11|-|Multiple Interpretations of UI Input
450|4.12-|a|
451|1.0-2.5|-|UI Misrepresentation of Critical Information
451|2.6-4.11|-|User Interface (UI) Misrepresentation of Critical Information
451|4.12-|r|
453|1.0-4.11|-|Insecure Default Variable Initialization
453|4.12-|a|
454|1.0-1.7|-|External Initialization of Trusted Variables
454|1.8-4.11|-|External Initialization of Trusted Variables or Data Stores
454|4.12-|a|
455|1.0-4.11|-|Non-exit on Failed Initialization
455|4.12-|a|
456|1.0-2.3|-|Missing Initialization
456|2.4-4.11|-|Missing Initialization of a Variable
456|4.12-|a|
457|1.0-4.11|-|Use of Uninitialized Variable
457|4.12-|a|
458|1.0-4.11|-x|DEPRECATED: Incorrect Initialization
458|4.12-|px|
459|1.0-4.11|-|Incomplete Cleanup
459|4.12-|a|
460|1.0-4.11|-|Improper Cleanup on Thrown Exception
460|4.12-|a|
462|1.0-4.11|-|Duplicate Key in Associative List (Alist)
462|4.12-|a|
463|1.0-4.11|-|Deletion of Data Structure Sentinel
463|4.12-|a|
464|1.0-4.11|-|Addition of Data Structure Sentinel
464|4.12-|a|
466|1.0-4.11|-|Return of Pointer Value Outside of Expected Range
466|4.12-|a|
467|1.0-4.11|-|Use of sizeof() on a Pointer Type
467|4.12-|a|
468|1.0-4.11|-|Incorrect Pointer Scaling
468|4.12-|a|
469|1.0-4.11|-|Use of Pointer Subtraction to Determine Size
469|4.12-|a|
470|1.0-1.3|-|Use of Externally-Controlled Input to Select Classes or Code (aka 'Unsafe Reflection')
470|1.4-4.11|-|Use of Externally-Controlled Input to Select Classes or Code ('Unsafe Reflection')
470|4.12-|a|
471|1.0-4.11|-|Modification of Assumed-Immutable Data (MAID)
471|4.12-|a|
472|1.0-4.11|-|External Control of Assumed-Immutable Web Parameter
472|4.12-|a|
473|1.0-4.11|-|PHP External Variable Modification
473|4.12-|a|
474|1.0-4.11|-|Use of Function with Inconsistent Implementations
474|4.12-|a|
475|1.0-4.11|-|Undefined Behavior for Input to API
475|4.12-|a|
476|1.0-4.11|-|NULL Pointer Dereference
476|4.12-|a|
477|1.0-2.11|-|Use of Obsolete Functions
477|2.12-4.11|-|Use of Obsolete Function
477|4.12-|a|
478|1.0-1.3|-|Failure to Use Default Case in Switch
478|1.4-4.8|-|Missing Default Case in Switch Statement
478|4.9-4.11|-|Missing Default Case in Multiple Condition Expression
478|4.12-|a|
479|1.0-1.10|-|Unsafe Function Call from a Signal Handler
479|1.11-4.11|-|Signal Handler Use of a Non-reentrant Function
479|4.12-|a|
480|1.0-4.11|-|Use of Incorrect Operator
480|4.12-|a|
481|1.0-4.11|-|Assigning instead of Comparing
481|4.12-|a|
482|1.0-4.11|-|Comparing instead of Assigning
482|4.12-|a|
483|1.0-4.11|-|Incorrect Block Delimitation
483|4.12-|a|
484|1.0-1.0.1|-|Omitted Break Statement
484|1.1-4.11|-|Omitted Break Statement in Switch
484|4.12-|a|
485|1.0-2.11|-|Insufficient Encapsulation
486|1.0-4.11|-|Comparison of Classes by Name
486|4.12-|a|
487|1.0-4.11|-|Reliance on Package-level Scope
487|4.12-|a|
488|1.0-1.11|-|Data Leak Between Sessions
488|1.12-4.11|-|Exposure of Data Element to Wrong Session
488|4.12-|a|
489|1.0-3.4.1|-|Leftover Debug Code
489|4.0-4.11|-|Active Debug Code
489|4.12-|a|
491|1.0-1.3|-|Public cloneable() Method Without Final (aka 'Object Hijack')
491|1.4-4.11|-|Public cloneable() Method Without Final ('Object Hijack')
491|4.12-|a|
492|1.0-4.11|-|Use of Inner Class Containing Sensitive Data
492|4.12-|a|
493|1.0-4.11|-|Critical Public Variable Without Final Modifier
493|4.12-|a|
494|1.0-1.1|-|Download of Untrusted Mobile Code Without Integrity Check
494|1.2-4.11|-|Download of Code Without Integrity Check
494|4.12-|a|
495|1.0-3.1|-|Private Array-Typed Field Returned From A Public Method
495|3.2-4.11|-|Private Data Structure Returned From A Public Method
495|4.12-|a|
496|1.0-4.11|-|Public Data Assigned to Private Array-Typed Field
496|4.12-|a|
497|1.0-1.6|-|Information Leak of System Data
497|1.7-3.4.1|-|Exposure of System Data to an Unauthorized Control Sphere
497|4.0-4.11|-|Exposure of Sensitive System Information to an Unauthorized Control Sphere
497|4.12-|a|
498|1.0-1.11|-|Information Leak through Class Cloning
498|1.12-4.11|-|Cloneable Class Containing Sensitive Information
498|4.12-|a|
499|1.0-4.11|-|Serializable Class Containing Sensitive Data
499|4.12-|a|
500|1.0-1.0.1|-|Static Field Not Marked Final
500|1.1-4.11|-|Public Static Field Not Marked Final
500|4.12-|a|
501|1.0-4.11|-|Trust Boundary Violation
501|4.12-|a|
502|1.0-4.11|-|Deserialization of Untrusted Data
502|4.12-|a|
506|1.0-4.11|-|Embedded Malicious Code
506|4.12-|r|
507|1.0-4.11|-|Trojan Horse
507|4.12-|a|
508|1.0-4.11|-|Non-Replicating Malicious Code
508|4.12-|a|
509|1.0-4.11|-|Replicating Malicious Code (Virus or Worm)
509|4.12-|a|
510|1.0-4.11|-|Trapdoor
510|4.12-|a|
511|1.0-4.11|-|Logic/Time Bomb
511|4.12-|a|
512|1.0-4.11|-|Spyware
512|4.12-|a|
514|1.0-4.11|-|Covert Channel
514|4.12-|r|
515|1.0-4.11|-|Covert Storage Channel
515|4.12-|a|
516|1.0-4.4|-x|DEPRECATED (Duplicate): Covert Timing Channel
516|4.5-4.11|-x|DEPRECATED: Covert Timing Channel
516|4.12-|px|
520|1.0-4.11|-|.NET Misconfiguration: Use of Impersonation
520|4.12-|a|
521|1.0-4.11|-|Weak Password Requirements
521|4.12-|a|
522|1.0-4.11|-|Insufficiently Protected Credentials
522|4.12-|r|
523|1.0-4.11|-|Unprotected Transport of Credentials
523|4.12-|a|
524|1.0-1.11|-|Information Leak Through Caching
524|1.12-3.4.1|-|Information Exposure Through Caching
524|4.0-4.11|-|Use of Cache Containing Sensitive Information
524|4.12-|a|
525|1.0-1.11|-|Information Leak Through Browser Caching
525|1.12-3.4.1|-|Information Exposure Through Browser Caching
525|4.0-4.11|-|Use of Web Browser Cache Containing Sensitive Information
525|4.12-|a|
526|1.0-1.11|-|Information Leak Through Environmental Variables
526|1.12-3.4.1|-|Information Exposure Through Environmental Variables
526|4.0-4.9|-|Exposure of Sensitive Information Through Environmental Variables
526|4.10-4.11|-|Cleartext Storage of Sensitive Information in an Environment Variable
526|4.12-|a|
527|1.0-1.6|-|Information Leak Through CVS Repository
527|1.7-3.4.1|-|Exposure of CVS Repository to an Unauthorized Control Sphere
527|4.0-4.11|-|Exposure of Version-Control Repository to an Unauthorized Control Sphere
527|4.12-|a|
528|1.0-1.6|-|Information Leak Through Core Dump Files
528|1.7-4.11|-|Exposure of Core Dump File to an Unauthorized Control Sphere
528|4.12-|a|
529|1.0-1.6|-|Information Leak Through Access Control List Files
529|1.7-4.11|-|Exposure of Access Control List Files to an Unauthorized Control Sphere
529|4.12-|a|
530|1.0-1.6|-|Information Leak Through Backup (.~bk) Files
530|1.7-4.11|-|Exposure of Backup File to an Unauthorized Control Sphere
530|4.12-|a|
531|1.0-1.11|-|Information Leak Through Test Code
531|1.12-3.4.1|-|Information Exposure Through Test Code
531|4.0-4.11|-|Inclusion of Sensitive Information in Test Code
531|4.12-|a|
532|1.0-1.11|-|Information Leak Through Log Files
532|1.12-3.2|-|Information Exposure Through Log Files
532|3.3-3.4.1|-|Inclusion of Sensitive Information in Log Files
532|4.0-4.11|-|Insertion of Sensitive Information into Log File
532|4.12-|a|
533|1.0-1.11|-|Information Leak Through Server Log Files
533|1.12-3.0|-|Information Exposure Through Server Log Files
533|3.1-4.11|-x|DEPRECATED: Information Exposure Through Server Log Files
533|4.12-|px|
534|1.0-1.11|-|Information Leak Through Debug Log Files
534|1.12-3.0|-|Information Exposure Through Debug Log Files
534|3.1-4.11|-x|DEPRECATED: Information Exposure Through Debug Log Files
534|4.12-|px|
535|1.0-1.11|-|Information Leak Through Shell Error Message
535|1.12-3.4.1|-|Information Exposure Through Shell Error Message
535|4.0-4.11|-|Exposure of Information Through Shell Error Message
535|4.12-|a|
536|1.0-1.11|-|Information Leak Through Servlet Runtime Error Message
536|1.12-3.4.1|-|Information Exposure Through Servlet Runtime Error Message
536|4.0-4.11|-|Servlet Runtime Error Message Containing Sensitive Information
536|4.12-|a|
537|1.0-1.11|-|Information Leak Through Java Runtime Error Message
537|1.12-3.4.1|-|Information Exposure Through Java Runtime Error Message
537|4.0-4.11|-|Java Runtime Error Message Containing Sensitive Information
537|4.12-|a|
538|1.0-1.6|-|File and Directory Information Leaks
538|1.7-3.4.1|-|File and Directory Information Exposure
538|4.0-4.11|-|Insertion of Sensitive Information into Externally-Accessible File or Directory
538|4.12-|a|
539|1.0-1.11|-|Information Leak Through Persistent Cookies
539|1.12-3.4.1|-|Information Exposure Through Persistent Cookies
539|4.0-4.11|-|Use of Persistent Cookies Containing Sensitive Information
539|4.12-|a|
540|1.0-1.11|-|Information Leak Through Source Code
540|1.12-3.4.1|-|Information Exposure Through Source Code
540|4.0-4.11|-|Inclusion of Sensitive Information in Source Code
540|4.12-|a|
541|1.0-1.11|-|Information Leak Through Include Source Code
541|1.12-3.4.1|-|Information Exposure Through Include Source Code
541|4.0-4.11|-|Inclusion of Sensitive Information in an Include File
541|4.12-|a|
542|1.0-1.11|-|Information Leak Through Cleanup Log Files
542|1.12-3.0|-|Information Exposure Through Cleanup Log Files
542|3.1-4.11|-x|DEPRECATED: Information Exposure Through Cleanup Log Files
542|4.12-|px|
543|1.0-1.9|-|Use of Singleton Pattern in a Non-thread-safe Manner
543|1.10-4.11|-|Use of Singleton Pattern Without Synchronization in a Multithreaded Context
543|4.12-|a|
544|1.0-1.2|-|Missing Error Handling Mechanism
544|1.3-1.10|-|Failure to Use a Standardized Error Handling Mechanism
544|1.11-4.11|-|Missing Standardized Error Handling Mechanism
544|4.12-|a|
545|1.0-2.10|-|Use of Dynamic Class Loading
545|2.11-4.11|-x|DEPRECATED: Use of Dynamic Class Loading
545|4.12-|px|
546|1.0-4.11|-|Suspicious Comment
546|4.12-|a|
547|1.0-4.11|-|Use of Hard-coded, Security-relevant Constants
547|4.12-|a|
548|1.0-1.11|-|Information Leak Through Directory Listing
548|1.12-3.4.1|-|Information Exposure Through Directory Listing
548|4.0-4.11|-|Exposure of Information Through Directory Listing
548|4.12-|a|
549|1.0-4.11|-|Missing Password Field Masking
549|4.12-|a|
550|1.0-1.11|-|Information Leak Through Server Error Message
550|1.12-3.4.1|-|Information Exposure Through Server Error Message
550|4.0-4.11|-|Server-generated Error Message Containing Sensitive Information
550|4.12-|a|
551|1.0-4.11|-|Incorrect Behavior Order: Authorization Before Parsing and Canonicalization
551|4.12-|a|
552|1.0-4.11|-|Files or Directories Accessible to External Parties
552|4.12-|a|
553|1.0-4.11|-|Command Shell in Externally Accessible Directory
553|4.12-|a|
554|1.0-4.11|-|ASP.NET Misconfiguration: Not Using Input Validation Framework
554|4.12-|a|
555|1.0-4.11|-|J2EE Misconfiguration: Plaintext Password in Configuration File
555|4.12-|a|
556|1.0-4.11|-|ASP.NET Misconfiguration: Use of Identity Impersonation
556|4.12-|a|
558|1.0-4.11|-|Use of getlogin() in Multithreaded Application
558|4.12-|a|
560|1.0-4.11|-|Use of umask() with chmod-style Argument
560|4.12-|a|
561|1.0-4.11|-|Dead Code
561|4.12-|a|
562|1.0-4.11|-|Return of Stack Variable Address
562|4.12-|a|
563|1.0-2.6|-|Unused Variable
563|2.7-2.11|-|Assignment to Variable without Use ('Unused Variable')
563|2.12-4.11|-|Assignment to Variable without Use
563|4.12-|a|
564|1.0-4.11|-|SQL Injection: Hibernate
564|4.12-|a|
565|1.0-1.4|-|Use of Cookies in Security Decision
565|1.5-4.11|-|Reliance on Cookies without Validation and Integrity Checking
565|4.12-|a|
566|1.0-1.11|-|Access Control Bypass Through User-Controlled SQL Primary Key
566|1.12-4.11|-|Authorization Bypass Through User-Controlled SQL Primary Key
566|4.12-|a|
567|1.0-1.10|-|Unsynchronized Access to Shared Data
567|1.11-4.11|-|Unsynchronized Access to Shared Data in a Multithreaded Context
567|4.12-|a|
568|1.0-4.11|-|finalize() Method Without super.finalize()
568|4.12-|a|
570|1.0-4.11|-|Expression is Always False
570|4.12-|a|
571|1.0-4.11|-|Expression is Always True
571|4.12-|a|
572|1.0-4.11|-|Call to Thread run() instead of start()
572|4.12-|a|
573|1.0-1.11|-|Failure to Follow Specification
573|1.12-4.11|-|Improper Following of Specification by Caller
573|4.12-|r|
574|1.0-4.11|-|EJB Bad Practices: Use of Synchronization Primitives
574|4.12-|a|
575|1.0-4.11|-|EJB Bad Practices: Use of AWT Swing
575|4.12-|a|
576|1.0-4.11|-|EJB Bad Practices: Use of Java I/O
576|4.12-|a|
577|1.0-4.11|-|EJB Bad Practices: Use of Sockets
577|4.12-|a|
578|1.0-4.11|-|EJB Bad Practices: Use of Class Loader
578|4.12-|a|
579|1.0-4.11|-|J2EE Bad Practices: Non-serializable Object Stored in Session
579|4.12-|a|
580|1.0-4.11|-|clone() Method Without super.clone()
580|4.12-|a|
581|1.0-4.11|-|Object Model Violation: Just One of Equals and Hashcode Defined
581|4.12-|a|
582|1.0-4.11|-|Array Declared Public, Final, and Static
582|4.12-|a|
583|1.0-4.11|-|finalize() Method Declared Public
583|4.12-|a|
584|1.0-4.11|-|Return Inside Finally Block
584|4.12-|a|
585|1.0-4.11|-|Empty Synchronized Block
585|4.12-|a|
586|1.0-4.11|-|Explicit Call to Finalize()
586|4.12-|a|
587|1.0-4.11|-|Assignment of a Fixed Address to a Pointer
587|4.12-|a|
588|1.0-4.11|-|Attempt to Access Child of a Non-structure Pointer
588|4.12-|a|
589|1.0-4.11|-|Call to Non-ubiquitous API
589|4.12-|a|
590|1.0-1.3|-|Free of Invalid Pointer Not on the Heap
590|1.4-1.5|-|Free of  Memory not on the Heap
590|1.6-4.11|-|Free of Memory not on the Heap
590|4.12-|a|
591|1.0-4.11|-|Sensitive Data Storage in Improperly Locked Memory
591|4.12-|a|
592|1.0-2.10|-|Authentication Bypass Issues
592|2.11-4.11|-x|DEPRECATED: Authentication Bypass Issues
592|4.12-|px|
593|1.0-4.11|-|Authentication Bypass: OpenSSL CTX Object Modified after SSL Objects are Created
593|4.12-|a|
594|1.0-4.11|-|J2EE Framework: Saving Unserializable Objects to Disk
594|4.12-|a|
595|1.0-1.3|-|Incorrect Syntactic Object Comparison
595|1.4-4.11|-|Comparison of Object References Instead of Object Contents
595|4.12-|a|
596|1.0-3.0|-|Incorrect Semantic Object Comparison
596|3.1-4.11|-x|DEPRECATED: Incorrect Semantic Object Comparison
596|4.12-|px|
597|1.0-4.11|-|Use of Wrong Operator in String Comparison
597|4.12-|a|
598|1.0-1.11|-|Information Leak Through Query Strings in GET Request
598|1.12-3.4.1|-|Information Exposure Through Query Strings in GET Request
598|4.0-4.11|-|Use of GET Request Method With Sensitive Query Strings
598|4.12-|a|
599|1.0-2.3|-|Trust of OpenSSL Certificate Without Validation
599|2.4-4.11|-|Missing Validation of OpenSSL Certificate
599|4.12-|a|
600|1.0-1.2|-|Failure to Catch All Exceptions (Missing Catch Block)
600|1.3-1.10|-|Failure to Catch All Exceptions in Servlet
600|1.11-4.11|-|Uncaught Exception in Servlet
600|4.12-|a|
601|1.0-1.3|-|URL Redirection to Untrusted Site (aka 'Open Redirect')
601|1.4-4.11|-|URL Redirection to Untrusted Site ('Open Redirect')
601|4.12-|a|
602|1.0-1.1|-|Design Principle Violation: Client-Side Enforcement of Server-Side Security
602|1.2-4.11|-|Client-Side Enforcement of Server-Side Security
602|4.12-|r|
603|1.0-4.11|-|Use of Client-Side Authentication
603|4.12-|a|
605|1.0-4.11|-|Multiple Binds to the Same Port
605|4.12-|a|
606|1.0-4.11|-|Unchecked Input for Loop Condition
606|4.12-|a|
607|1.0-4.11|-|Public Static Final Field References Mutable Object
607|4.12-|a|
608|1.0-4.11|-|Struts: Non-private Field in ActionForm Class
608|4.12-|a|
609|1.0-4.11|-|Double-Checked Locking
609|4.12-|a|
610|1.0-4.11|-|Externally Controlled Reference to a Resource in Another Sphere
610|4.12-4.13|r|
610|4.14-|d|
611|1.0-1.11|-|Information Leak Through XML External Entity File Disclosure
611|1.12-2.3|-|Information Exposure Through XML External Entity Reference
611|2.4-3.2|-|Improper Restriction of XML External Entity Reference ('XXE')
611|3.3-4.11|-|Improper Restriction of XML External Entity Reference
611|4.12-|a|
612|1.0-1.11|-|Information Leak Through Indexing of Private Data
612|1.12-3.4.1|-|Information Exposure Through Indexing of Private Data
612|4.0-4.11|-|Improper Authorization of Index Containing Sensitive Information
612|4.12-|a|
613|1.0-4.11|-|Insufficient Session Expiration
613|4.12-|a|
614|1.0-1.2|-|Sensitive Cookie in HTTPS Session Without "Secure" Attribute
614|1.3-4.11|-|Sensitive Cookie in HTTPS Session Without 'Secure' Attribute
614|4.12-|a|
615|1.0-1.11|-|Information Leak Through Comments
615|1.12-3.4.1|-|Information Exposure Through Comments
615|4.0-4.11|-|Inclusion of Sensitive Information in Source Code Comments
615|4.12-|a|
616|1.0-4.11|-|Incomplete Identification of Uploaded File Variables (PHP)
616|4.12-|a|
617|1.0-4.11|-|Reachable Assertion
617|4.12-|a|
618|1.0-4.11|-|Exposed Unsafe ActiveX Method
618|4.12-|a|
619|1.0-1.3|-|Dangling Database Cursor (aka 'Cursor Injection')
619|1.4-4.11|-|Dangling Database Cursor ('Cursor Injection')
619|4.12-|a|
620|1.0-4.11|-|Unverified Password Change
620|4.12-|a|
621|1.0-4.11|-|Variable Extraction Error
621|4.12-|a|
622|1.0-2.2|-|Unvalidated Function Hook Arguments
622|2.3-4.11|-|Improper Validation of Function Hook Arguments
622|4.12-|a|
623|1.0-4.11|-|Unsafe ActiveX Control Marked Safe For Scripting
623|4.12-|a|
624|1.0-4.11|-|Executable Regular Expression Error
624|4.12-|a|
625|1.0-4.11|-|Permissive Regular Expression
625|4.12-|a|
626|1.0-4.11|-|Null Byte Interaction Error (Poison Null Byte)
626|4.12-|a|
627|1.0-4.11|-|Dynamic Variable Evaluation
627|4.12-|a|
628|1.0-4.11|-|Function Call with Incorrectly Specified Arguments
628|4.12-|a|
636|1.0-1.1|-|Design Principle Violation: Not Failing Securely (aka 'Failing Open')
636|1.2-1.3|-|Not Failing Securely (aka 'Failing Open')
636|1.4-4.11|-|Not Failing Securely ('Failing Open')
636|4.12-|r|
637|1.0-1.1|-|Design Principle Violation: Not Using Economy of Mechanism
637|1.2-1.10|-|Failure to Use Economy of Mechanism
637|1.11-4.11|-|Unnecessary Complexity in Protection Mechanism (Not Using 'Economy of Mechanism')
637|4.12-|r|
638|1.0-1.1|-|Design Principle Violation: Not Using Complete Mediation
638|1.2-1.10|-|Failure to Use Complete Mediation
638|1.11-4.11|-|Not Using Complete Mediation
638|4.12-|r|
639|1.0-1.11|-|Access Control Bypass Through User-Controlled Key
639|1.12-4.11|-|Authorization Bypass Through User-Controlled Key
639|4.12-|a|
640|1.0-4.11|-|Weak Password Recovery Mechanism for Forgotten Password
640|4.12-|r|
641|1.0-1.8.1|-|Insufficient Filtering of File and Other Resource Names for Executable Content
641|1.9-4.11|-|Improper Restriction of Names for Files and Other Resources
641|4.12-|a|
642|1.0-1.1|-|External Control of User State Data
642|1.2-4.11|-|External Control of Critical State Data
642|4.12-|r|
643|1.0|-|Unsafe Treatment of XPath Input
643|1.0.1-1.3|-|Failure to Sanitize Data within XPath Expressions (aka 'XPath injection')
643|1.4-1.8|-|Failure to Sanitize Data within XPath Expressions ('XPath injection')
643|1.8.1|-|Improper Neutralization of Data within XPath Expressions ('XPath injection')
643|1.9-4.11|-|Improper Neutralization of Data within XPath Expressions ('XPath Injection')
643|4.12-|a|
644|1.0|-|Insufficient Filtering of HTTP Headers for Scripting Syntax
644|1.0.1-1.3|-|Insufficient Sanitization of HTTP Headers for Scripting Syntax
644|1.4-1.8|-|Improper Sanitization of HTTP Headers for Scripting Syntax
644|1.8.1-4.11|-|Improper Neutralization of HTTP Headers for Scripting Syntax
644|4.12-|a|
645|1.0-4.11|-|Overly Restrictive Account Lockout Mechanism
645|4.12-|a|
646|1.0|-|Taking Actions based on File Name or Extension of a User Supplied File
646|1.0.1-4.11|-|Reliance on File Name or Extension of Externally-Supplied File
646|4.12-|a|
647|1.0|-|Using Non-Canonical Paths for Authorization Decisions
647|1.0.1-4.11|-|Use of Non-Canonical URL Paths for Authorization Decisions
647|4.12-|a|
648|1.0-1.3|-|Improper Use of Privileged APIs
648|1.4-4.11|-|Incorrect Use of Privileged APIs
648|4.12-|a|
649|1.0-4.11|-|Reliance on Obfuscation or Encryption of Security-Relevant Inputs without Integrity Checking
649|4.12-|a|
650|1.0-4.11|-|Trusting HTTP Permission Methods on the Server Side
650|4.12-|a|
651|1.0-1.9|-|Information Leak through WSDL File
651|1.10-1.11|-|Information Exposure through WSDL File
651|1.12-3.4.1|-|Information Exposure Through WSDL File
651|4.0-4.11|-|Exposure of WSDL File Containing Sensitive Information
651|4.12-|a|
652|1.0|-|Unsafe Treatment of XQuery Input
652|1.0.1-1.3|-|Failure to Sanitize Data within XQuery Expressions (aka 'XQuery Injection')
652|1.4-1.8|-|Failure to Sanitize Data within XQuery Expressions ('XQuery Injection')
652|1.8.1-4.11|-|Improper Neutralization of Data within XQuery Expressions ('XQuery Injection')
652|4.12-|a|
653|1.0-1.1|-|Design Principle Violation: Insufficient Compartmentalization
653|1.2-4.5|-|Insufficient Compartmentalization
653|4.6-4.11|-|Improper Isolation or Compartmentalization
653|4.12-|a|
654|1.0-1.1|-|Design Principle Violation: Reliance on a Single Factor in a Security Decision
654|1.2-4.11|-|Reliance on a Single Factor in a Security Decision
654|4.12-|a|
655|1.0-1.1|-|Design Principle Violation: Failure to Satisfy Psychological Acceptability
655|1.2-1.3|-|Failure to Satisfy Psychological Acceptability
655|1.4-4.11|-|Insufficient Psychological Acceptability
655|4.12-|r|
656|1.0-1.1|-|Design Principle Violation: Reliance on Security through Obscurity
656|1.2-1.11|-|Reliance on Security through Obscurity
656|1.12-4.11|-|Reliance on Security Through Obscurity
656|4.12-|r|
657|1.0-4.11|-|Violation of Secure Design Principles
657|4.12-4.13|r|
657|4.14-|d|
662|1.0-1.9|-|Insufficient Synchronization
662|1.10-4.11|-|Improper Synchronization
662|4.12-4.13|r|
662|4.14-|d|
663|1.0-1.9|-|Use of a Non-reentrant Function in an Unsynchronized Context
663|1.10|-|Use of a Non-reentrant Function in a Multithreaded Context
663|1.11-4.11|-|Use of a Non-reentrant Function in a Concurrent Context
663|4.12-|a|
664|1.0-1.3|-|Insufficient Control of a Resource Through its Lifetime
664|1.4-4.11|-|Improper Control of a Resource Through its Lifetime
664|4.12-|d|
665|1.0-1.1|-|Incorrect or Incomplete Initialization
665|1.2-4.11|-|Improper Initialization
665|4.12-4.13|r|
665|4.14-|d|
666|1.0-4.11|-|Operation on Resource in Wrong Phase of Lifetime
666|4.12-4.13|r|
666|4.14-|d|
667|1.0-1.10|-|Insufficient Locking
667|1.11-4.11|-|Improper Locking
667|4.12-|r|
668|1.0-4.11|-|Exposure of Resource to Wrong Sphere
668|4.12-|d|
669|1.0-4.11|-|Incorrect Resource Transfer Between Spheres
669|4.12-|r|
670|1.0-4.11|-|Always-Incorrect Control Flow Implementation
670|4.12-|r|
671|1.0-1.1|-|Design Principle Violation: Lack of Administrator Control over Security
671|1.2-4.11|-|Lack of Administrator Control over Security
671|4.12-|r|
672|1.0-1.7|-|Use of a Resource after Expiration or Release
672|1.8-4.11|-|Operation on a Resource after Expiration or Release
672|4.12-|r|
673|1.0-4.11|-|External Influence of Sphere Definition
673|4.12-|r|
674|1.0-4.11|-|Uncontrolled Recursion
674|4.12-|r|
675|1.0-4.5|-|Duplicate Operations on Resource
675|4.6-4.11|-|Multiple Operations on Resource in Single-Operation Context
675|4.12-|r|
676|1.0-4.11|-|Use of Potentially Dangerous Function
676|4.12-|a|
680|2.11|-|Integer Overflow to Buffer Overflow
680|3.0-4.11|-|
680|4.12-|d|
681|1.0-4.11|-|Incorrect Conversion between Numeric Types
681|4.12-|a|
682|1.0-4.11|-|Incorrect Calculation
682|4.12-|d|
683|1.0-4.11|-|Function Call With Incorrect Order of Arguments
683|4.12-|a|
684|1.0-1.11|-|Failure to Provide Specified Functionality
684|1.12-4.11|-|Incorrect Provision of Specified Functionality
684|4.12-|r|
685|1.0-4.11|-|Function Call With Incorrect Number of Arguments
685|4.12-|a|
686|1.0-4.11|-|Function Call With Incorrect Argument Type
686|4.12-|a|
687|1.0-4.11|-|Function Call With Incorrectly Specified Argument Value
687|4.12-|a|
688|1.0-4.11|-|Function Call With Incorrect Variable or Reference as Argument
688|4.12-|a|
689|2.11|-|Permission Race Condition During Resource Copy
689|3.0-4.11|-|
689|4.12-|a|
690|2.11|-|Unchecked Return Value to NULL Pointer Dereference
690|3.0-4.11|-|
690|4.12-|d|
691|1.0-4.11|-|Insufficient Control Flow Management
691|4.12-|d|
692|2.11|-|Incomplete Blacklist to Cross-Site Scripting
692|3.0-4.0|-|
692|4.1-4.11|-|Incomplete Denylist to Cross-Site Scripting
692|4.12-|d|
693|1.0-4.11|-|Protection Mechanism Failure
693|4.12-|d|
694|1.0-4.11|-|Use of Multiple Resources with Duplicate Identifier
694|4.12-|a|
695|1.0-4.11|-|Use of Low-Level Functionality
695|4.12-|a|
696|1.0-4.11|-|Incorrect Behavior Order
696|4.12-|r|
697|1.0-3.0|-|Insufficient Comparison
697|3.1-4.11|-|Incorrect Comparison
697|4.12-|d|
698|1.0-2.3|-|Redirect Without Exit
698|2.4-4.11|-|Execution After Redirect (EAR)
698|4.12-|a|
703|1.0-1.10|-|Failure to Handle Exceptional Conditions
703|1.11-4.11|-|Improper Check or Handling of Exceptional Conditions
703|4.12-|d|
704|1.0-4.11|-|Incorrect Type Conversion or Cast
704|4.12-|r|
705|1.0-4.11|-|Incorrect Control Flow Scoping
705|4.12-|r|
706|1.0-4.11|-|Use of Incorrectly-Resolved Name or Reference
706|4.12-|r|
707|1.0-1.3|-|Failure to Enforce that Messages or Data are Well-Formed
707|1.4-3.4.1|-|Improper Enforcement of Message or Data Structure
707|4.0-4.11|-|Improper Neutralization
707|4.12-|d|
708|1.0-4.11|-|Incorrect Ownership Assignment
708|4.12-|a|
710|1.0-2.11|-|Coding Standards Violation
710|2.12-4.11|-|Improper Adherence to Coding Standards
710|4.12-|d|
732|1.0-1.1|-|Insecure Permission Assignment for Resource
732|1.2-1.3|-|Insecure Permission Assignment for Critical Resource
732|1.4-4.11|-|Incorrect Permission Assignment for Critical Resource
732|4.12-|r|
733|1.0.1-4.11|-|Compiler Optimization Removal or Modification of Security-critical Code
733|4.12-|a|
749|1.1|-|Exposed Insecure Method or Function
749|1.2-4.11|-|Exposed Dangerous Method or Function
749|4.12-|a|
754|1.3-1.7|-|Improper Check for Exceptional Conditions
754|1.8-4.11|-|Improper Check for Unusual or Exceptional Conditions
754|4.12-|r|
755|1.3-4.11|-|Improper Handling of Exceptional Conditions
755|4.12-4.13|r|
755|4.14-|d|
756|1.3-4.11|-|Missing Custom Error Page
756|4.12-|a|
757|1.3-4.11|-|Selection of Less-Secure Algorithm During Negotiation ('Algorithm Downgrade')
757|4.12-|a|
758|1.3-4.11|-|Reliance on Undefined, Unspecified, or Implementation-Defined Behavior
758|4.12-|r|
759|1.3-4.11|-|Use of a One-Way Hash without a Salt
759|4.12-|a|
760|1.3-4.11|-|Use of a One-Way Hash with a Predictable Salt
760|4.12-|a|
761|1.4-4.11|-|Free of Pointer not at Start of Buffer
761|4.12-|a|
762|1.4-4.11|-|Mismatched Memory Management Routines
762|4.12-|a|
763|1.4-4.11|-|Release of Invalid Pointer or Reference
763|4.12-|a|
764|1.4-4.11|-|Multiple Locks of a Critical Resource
764|4.12-|a|
765|1.4-4.11|-|Multiple Unlocks of a Critical Resource
765|4.12-|a|
766|1.4-3.1|-|Critical Variable Declared Public
766|3.2-4.11|-|Critical Data Element Declared Public
766|4.12-|a|
767|1.4-4.11|-|Access to Critical Private Variable via Public Method
767|4.12-|a|
768|1.4-4.11|-|Incorrect Short Circuit Evaluation
768|4.12-|a|
769|2.12-3.1|-|Uncontrolled File Descriptor Consumption
769|3.2-4.11|-x|DEPRECATED: Uncontrolled File Descriptor Consumption
769|4.12-|px|
770|1.4-4.11|-|Allocation of Resources Without Limits or Throttling
770|4.12-|a|
771|1.4-4.11|-|Missing Reference to Active Allocated Resource
771|4.12-|a|
772|1.4-4.11|-|Missing Release of Resource after Effective Lifetime
772|4.12-|a|
773|1.4-4.11|-|Missing Reference to Active File Descriptor or Handle
773|4.12-|a|
774|1.4-4.11|-|Allocation of File Descriptors or Handles Without Limits or Throttling
774|4.12-|a|
775|1.4-4.11|-|Missing Release of File Descriptor or Handle after Effective Lifetime
775|4.12-|a|
776|1.5-2.3|-|Unrestricted Recursive Entity References in DTDs ('XML Bomb')
776|2.4-4.11|-|Improper Restriction of Recursive Entity References in DTDs ('XML Entity Expansion')
776|4.12-|a|
777|1.5-4.11|-|Regular Expression without Anchors
777|4.12-|a|
778|1.5-4.11|-|Insufficient Logging
778|4.12-|a|
779|1.5-4.11|-|Logging of Excessive Data
779|4.12-|a|
780|1.5-4.11|-|Use of RSA Algorithm without OAEP
780|4.12-|a|
781|1.5-4.11|-|Improper Address Validation in IOCTL with METHOD_NEITHER I/O Control Code
781|4.12-|a|
782|1.5-4.11|-|Exposed IOCTL with Insufficient Access Control
782|4.12-|a|
783|1.5-4.11|-|Operator Precedence Logic Error
783|4.12-|a|
784|1.5-4.11|-|Reliance on Cookies without Validation and Integrity Checking in a Security Decision
784|4.12-|a|
785|1.5-4.11|-|Use of Path Manipulation Function without Maximum-sized Buffer
785|4.12-|a|
786|1.6-4.11|-|Access of Memory Location Before Start of Buffer
786|4.12-|d|
787|1.6-4.11|-|Out-of-bounds Write
787|4.12-|a|
788|1.6-4.11|-|Access of Memory Location After End of Buffer
788|4.12-|d|
789|1.6-4.2|-|Uncontrolled Memory Allocation
789|4.3-4.11|-|Memory Allocation with Excessive Size Value
789|4.12-|a|
790|1.7-4.11|-|Improper Filtering of Special Elements
790|4.12-|r|
791|1.7-4.11|-|Incomplete Filtering of Special Elements
791|4.12-|a|
792|1.7-4.11|-|Incomplete Filtering of One or More Instances of Special Elements
792|4.12-|a|
793|1.7-4.11|-|Only Filtering One Instance of a Special Element
793|4.12-|a|
794|1.7-4.11|-|Incomplete Filtering of Multiple Instances of Special Elements
794|4.12-|a|
795|1.7-4.11|-|Only Filtering Special Elements at a Specified Location
795|4.12-|a|
796|1.7-4.11|-|Only Filtering Special Elements Relative to a Marker
796|4.12-|a|
797|1.7-4.11|-|Only Filtering Special Elements at an Absolute Position
797|4.12-|a|
798|1.8-4.11|-|Use of Hard-coded Credentials
798|4.12-|a|
799|1.8-4.11|-|Improper Control of Interaction Frequency
799|4.12-|r|
804|1.8-4.11|-|Guessable CAPTCHA
804|4.12-|a|
805|1.8-4.11|-|Buffer Access with Incorrect Length Value
805|4.12-|a|
806|1.8-4.11|-|Buffer Access Using Size of Source Buffer
806|4.12-|a|
807|1.8-4.11|-|Reliance on Untrusted Inputs in a Security Decision
807|4.12-|a|
820|1.10-4.11|-|Missing Synchronization
820|4.12-|a|
821|1.10-4.11|-|Incorrect Synchronization
821|4.12-|a|
822|1.10-4.11|-|Untrusted Pointer Dereference
822|4.12-|a|
823|1.10-4.11|-|Use of Out-of-range Pointer Offset
823|4.12-|a|
824|1.10-4.11|-|Access of Uninitialized Pointer
824|4.12-|a|
825|1.10-4.11|-|Expired Pointer Dereference
825|4.12-|a|
826|1.10-4.11|-|Premature Release of Resource During Expected Lifetime
826|4.12-|a|
827|1.11-4.11|-|Improper Control of Document Type Definition
827|4.12-|a|
828|1.11-4.11|-|Signal Handler with Functionality that is not Asynchronous-Safe
828|4.12-|a|
829|1.11-4.11|-|Inclusion of Functionality from Untrusted Control Sphere
829|4.12-|a|
830|1.11-4.11|-|Inclusion of Web Functionality from an Untrusted Source
830|4.12-|a|
831|1.11-4.11|-|Signal Handler Function Associated with Multiple Signals
831|4.12-|a|
832|1.11-4.11|-|Unlock of a Resource that is not Locked
832|4.12-|a|
833|1.11-4.11|-|Deadlock
833|4.12-|a|
834|1.12-4.11|-|Excessive Iteration
834|4.12-4.13|r|
834|4.14-|d|
835|1.12-4.11|-|Loop with Unreachable Exit Condition ('Infinite Loop')
835|4.12-|a|
836|1.12-4.11|-|Use of Password Hash Instead of Password for Authentication
836|4.12-|a|
837|1.12-4.11|-|Improper Enforcement of a Single, Unique Action
837|4.12-|a|
838|1.12-4.11|-|Inappropriate Encoding for Output Context
838|4.12-|a|
839|1.12-4.11|-|Numeric Range Comparison Without Minimum Check
839|4.12-|a|
841|1.12-4.11|-|Improper Enforcement of Behavioral Workflow
841|4.12-|a|
842|1.12-4.11|-|Placement of User into Incorrect Group
842|4.12-|a|
843|1.13-4.11|-|Access of Resource Using Incompatible Type ('Type Confusion')
843|4.12-|a|
862|1.13-4.11|-|Missing Authorization
862|4.12-|r|
863|1.13-4.11|-|Incorrect Authorization
863|4.12-|r|
908|2.4-4.11|-|Use of Uninitialized Resource
908|4.12-|a|
909|2.4-4.11|-|Missing Initialization of Resource
909|4.12|a|
909|4.13-|r|
910|2.4-4.11|-|Use of Expired File Descriptor
910|4.12-|a|
911|2.4-4.11|-|Improper Update of Reference Count
911|4.12-|a|
912|2.4-4.11|-|Hidden Functionality
912|4.12-|r|
913|2.4-4.11|-|Improper Control of Dynamically-Managed Code Resources
913|4.12-|r|
914|2.4-4.11|-|Improper Control of Dynamically-Identified Variables
914|4.12-|a|
915|2.4-4.11|-|Improperly Controlled Modification of Dynamically-Determined Object Attributes
915|4.12-|a|
916|2.4-4.11|-|Use of Password Hash With Insufficient Computational Effort
916|4.12-|a|
917|2.4-4.11|-|Improper Neutralization of Special Elements used in an Expression Language Statement ('Expression Language Injection')
917|4.12-|a|
918|2.4-4.11|-|Server-Side Request Forgery (SSRF)
918|4.12-|a|
920|2.5-4.11|-|Improper Restriction of Power Consumption
920|4.12-|a|
921|2.5-4.11|-|Storage of Sensitive Data in a Mechanism without Access Control
921|4.12-|a|
922|2.5-4.11|-|Insecure Storage of Sensitive Information
922|4.12-|r|
923|2.5|-|Improper Authentication of Endpoint in a Communication Channel
923|2.6-4.11|-|Improper Restriction of Communication Channel to Intended Endpoints
923|4.12-|r|
924|2.5-4.11|-|Improper Enforcement of Message Integrity During Transmission in a Communication Channel
924|4.12-|a|
925|2.5-4.11|-|Improper Verification of Intent by Broadcast Receiver
925|4.12-|a|
926|2.5|-|Improper Restriction of Content Provider Export to Other Applications
926|2.6-4.11|-|Improper Export of Android Application Components
926|4.12-|a|
927|2.5-4.11|-|Use of Implicit Intent for Sensitive Communication
927|4.12-|a|
939|2.6-4.11|-|Improper Authorization in Handler for Custom URL Scheme
939|4.12-|a|
940|2.6-4.11|-|Improper Verification of Source of a Communication Channel
940|4.12-|a|
941|2.6-4.11|-|Incorrectly Specified Destination in a Communication Channel
941|4.12-|a|
942|2.7-4.0|-|Overly Permissive Cross-domain Whitelist
942|4.1-4.11|-|Permissive Cross-domain Policy with Untrusted Domains
942|4.12-|a|
943|2.7-4.11|-|Improper Neutralization of Special Elements in Data Query Logic
943|4.12-|r|
1004|2.10-4.11|-|Sensitive Cookie Without 'HttpOnly' Flag
1004|4.12-|a|
1007|2.12-4.11|-|Insufficient Visual Distinction of Homoglyphs Presented to User
1007|4.12-|a|
1021|2.12-4.11|-|Improper Restriction of Rendered UI Layers or Frames
1021|4.12-|a|
1022|2.12-3.0|-|Improper Restriction of Cross-Origin Permission to window.opener.location
1022|3.1-4.11|-|Use of Web Link to Untrusted Target with window.opener Access
1022|4.12-|a|
1023|3.1-4.11|-|Incomplete Comparison with Missing Factors
1023|4.12-|r|
1024|3.1-4.11|-|Comparison of Incompatible Types
1024|4.12-|a|
1025|3.1-4.11|-|Comparison Using Wrong Factors
1025|4.12-|a|
1037|3.1-4.11|-|Processor Optimization Removal or Modification of Security-critical Code
1037|4.12-|a|
1038|3.1-4.11|-|Insecure Automated Optimizations
1038|4.12-|r|
1039|3.1-4.11|-|Automated Recognition Mechanism with Inadequate Detection or Handling of Adversarial Input Perturbations
1039|4.12-4.16|r|
1039|4.17|r|Inadequate Detection or Handling of Adversarial Input Perturbations in Automated Recognition Mechanism
1041|3.2-4.11|-|Use of Redundant Code
1041|4.12-4.13|a|
1041|4.14-|p|
1042|3.2-4.11|-|Static Member Data Element outside of a Singleton Class Element
1042|4.12-4.13|a|
1042|4.14-|p|
1043|3.2-4.11|-|Data Element Aggregating an Excessively Large Number of Non-Primitive Elements
1043|4.12-4.13|a|
1043|4.14-|p|
1044|3.2-4.11|-|Architecture with Number of Horizontal Layers Outside of Expected Range
1044|4.12-4.13|a|
1044|4.14-|p|
1045|3.2-4.11|-|Parent Class with a Virtual Destructor and a Child Class without a Virtual Destructor
1045|4.12-|a|
1046|3.2-4.11|-|Creation of Immutable Text Using String Concatenation
1046|4.12-|a|
1047|3.2-4.11|-|Modules with Circular Dependencies
1047|4.12-4.13|a|
1047|4.14-|p|
1048|3.2-4.11|-|Invokable Control Element with Large Number of Outward Calls
1048|4.12-4.13|a|
1048|4.14-|p|
1049|3.2-4.11|-|Excessive Data Query Operations in a Large Data Table
1049|4.12-|a|
1050|3.2-4.11|-|Excessive Platform Resource Consumption within a Loop
1050|4.12-|a|
1051|3.2-4.11|-|Initialization with Hard-Coded Network Resource Configuration Data
1051|4.12-4.13|a|
1051|4.14-|p|
1052|3.2-4.11|-|Excessive Use of Hard-Coded Literals in Initialization
1052|4.12-|a|
1053|3.2-4.11|-|Missing Documentation for Design
1053|4.12-4.13|a|
1053|4.14-|p|
1054|3.2-4.11|-|Invocation of a Control Element at an Unnecessarily Deep Horizontal Layer
1054|4.12-4.13|a|
1054|4.14-|p|
1055|3.2-4.11|-|Multiple Inheritance from Concrete Classes
1055|4.12-4.13|a|
1055|4.14-|p|
1056|3.2-4.11|-|Invokable Control Element with Variadic Parameters
1056|4.12-4.13|a|
1056|4.14-|p|
1057|3.2-4.11|-|Data Access Operations Outside of Expected Data Manager Component
1057|4.12-4.13|a|
1057|4.14-|p|
1058|3.2-4.11|-|Invokable Control Element in Multi-Thread Context with non-Final Static Storable or Member Element
1058|4.12-|a|
1059|3.2-4.6|-|Incomplete Documentation
1059|4.7-4.11|-|Insufficient Technical Documentation
1059|4.12-4.13|r|
1059|4.14-|p|
1060|3.2-4.11|-|Excessive Number of Inefficient Server-Side Data Accesses
1060|4.12-4.13|a|
1060|4.14-|p|
1061|3.2-4.11|-|Insufficient Encapsulation
1061|4.12-|r|
1062|3.2-4.11|-|Parent Class with References to Child Class
1062|4.12-4.13|a|
1062|4.14-|p|
1063|3.2-4.11|-|Creation of Class Instance within a Static Code Block
1063|4.12-4.13|a|
1063|4.14-|p|
1064|3.2-4.11|-|Invokable Control Element with Signature Containing an Excessive Number of Parameters
1064|4.12-4.13|a|
1064|4.14-|p|
1065|3.2-4.11|-|Runtime Resource Management Control Element in a Component Built to Run on Application Servers
1065|4.12-4.13|a|
1065|4.14-|p|
1066|3.2-4.11|-|Missing Serialization Control Element
1066|4.12-4.13|a|
1066|4.14-|p|
1067|3.2-4.11|-|Excessive Execution of Sequential Searches of Data Resource
1067|4.12-|a|
1068|3.2-4.11|-|Inconsistency Between Implementation and Documented Design
1068|4.12-4.13|a|
1068|4.14-|p|
1069|3.2-4.11|-|Empty Exception Block
1069|4.12-4.13|a|
1069|4.14-|p|
1070|3.2-4.11|-|Serializable Data Element Containing non-Serializable Item Elements
1070|4.12-4.13|a|
1070|4.14-|p|
1071|3.2-4.11|-|Empty Code Block
1071|4.12-|a|
1072|3.2-4.11|-|Data Resource Access without Use of Connection Pooling
1072|4.12-4.13|a|
1072|4.14-|p|
1073|3.2-4.11|-|Non-SQL Invokable Control Element with Excessive Number of Data Resource Accesses
1073|4.12-4.13|a|
1073|4.14-|p|
1074|3.2-4.11|-|Class with Excessively Deep Inheritance
1074|4.12-4.13|a|
1074|4.14-|p|
1075|3.2-4.11|-|Unconditional Control Flow Transfer outside of Switch Block
1075|4.12-|a|
1076|3.2-4.11|-|Insufficient Adherence to Expected Conventions
1076|4.12-4.13|r|
1076|4.14-|p|
1077|3.2-4.11|-|Floating Point Comparison with Incorrect Operator
1077|4.12-|a|
1078|3.2-4.11|-|Inappropriate Source Code Style or Formatting
1078|4.12-4.13|r|
1078|4.14-|p|
1079|3.2-4.11|-|Parent Class without Virtual Destructor Method
1079|4.12-|a|
1080|3.2-4.11|-|Source Code File with Excessive Number of Lines of Code
1080|4.12-4.13|a|
1080|4.14-|p|
1082|3.2-4.11|-|Class Instance Self Destruction Control Element
1082|4.12-4.13|a|
1082|4.14-|p|
1083|3.2-4.11|-|Data Access from Outside Expected Data Manager Component
1083|4.12-4.13|a|
1083|4.14-|p|
1084|3.2-4.11|-|Invokable Control Element with Excessive File or Data Access Operations
1084|4.12-4.13|a|
1084|4.14-|p|
1085|3.2-4.11|-|Invokable Control Element with Excessive Volume of Commented-out Code
1085|4.12-4.13|a|
1085|4.14-|p|
1086|3.2-4.11|-|Class with Excessive Number of Child Classes
1086|4.12-4.13|a|
1086|4.14-|p|
1087|3.2-4.11|-|Class with Virtual Method without a Virtual Destructor
1087|4.12-|a|
1088|3.2-4.11|-|Synchronous Access of Remote Resource without Timeout
1088|4.12-|a|
1089|3.2-4.11|-|Large Data Table with Excessive Number of Indices
1089|4.12-|a|
1090|3.2-4.11|-|Method Containing Access of a Member Element from Another Class
1090|4.12-4.13|a|
1090|4.14-|p|
1091|3.2-4.11|-|Use of Object without Invoking Destructor Method
1091|4.12-|a|
1092|3.2-4.11|-|Use of Same Invokable Control Element in Multiple Architectural Layers
1092|4.12-4.13|a|
1092|4.14-|p|
1093|3.2-4.11|-|Excessively Complex Data Representation
1093|4.12-|r|
1094|3.2-4.11|-|Excessive Index Range Scan for a Data Resource
1094|4.12-4.13|a|
1094|4.14-|p|
1095|3.2-4.11|-|Loop Condition Value Update within the Loop
1095|4.12-4.13|a|
1095|4.14-|p|
1096|3.2-4.11|-|Singleton Class Instance Creation without Proper Locking or Synchronization
1096|4.12-|a|
1097|3.2-4.11|-|Persistent Storable Data Element without Associated Comparison Control Element
1097|4.12-4.13|a|
1097|4.14-|p|
1098|3.2-4.11|-|Data Element containing Pointer Item without Proper Copy Control Element
1098|4.12-|a|
1099|3.2-4.11|-|Inconsistent Naming Conventions for Identifiers
1099|4.12-4.13|a|
1099|4.14-|p|
1100|3.2-4.11|-|Insufficient Isolation of System-Dependent Functions
1100|4.12-|a|
1101|3.2-4.11|-|Reliance on Runtime Component in Generated Code
1101|4.12-4.13|a|
1101|4.14-|p|
1102|3.2-4.11|-|Reliance on Machine-Dependent Data Representation
1102|4.12-|a|
1103|3.2-4.11|-|Use of Platform-Dependent Third Party Components
1103|4.12-4.13|a|
1103|4.14-|p|
1104|3.2-4.11|-|Use of Unmaintained Third Party Components
1104|4.12-|a|
1105|3.2-4.11|-|Insufficient Encapsulation of Machine-Dependent Functionality
1105|4.12-4.13|a|
1105|4.14-|p|
1106|3.2-4.11|-|Insufficient Use of Symbolic Constants
1106|4.12-4.13|a|
1106|4.14-|p|
1107|3.2-4.11|-|Insufficient Isolation of Symbolic Constant Definitions
1107|4.12-4.13|a|
1107|4.14-|p|
1108|3.2-4.11|-|Excessive Reliance on Global Variables
1108|4.12-|a|
1109|3.2-4.11|-|Use of Same Variable for Multiple Purposes
1109|4.12-4.13|a|
1109|4.14-|p|
1110|3.2-4.11|-|Incomplete Design Documentation
1110|4.12-4.13|a|
1110|4.14-|p|
1111|3.2-4.11|-|Incomplete I/O Documentation
1111|4.12-4.13|a|
1111|4.14-|p|
1112|3.2-4.11|-|Incomplete Documentation of Program Execution
1112|4.12-4.13|a|
1112|4.14-|p|
1113|3.2-4.11|-|Inappropriate Comment Style
1113|4.12-4.13|a|
1113|4.14-|p|
1114|3.2-4.11|-|Inappropriate Whitespace Style
1114|4.12-4.13|a|
1114|4.14-|p|
1115|3.2-4.11|-|Source Code Element without Standard Prologue
1115|4.12-4.13|a|
1115|4.14-|p|
1116|3.2-4.11|-|Inaccurate Comments
1116|4.12-|a|
1117|3.2-4.11|-|Callable with Insufficient Behavioral Summary
1117|4.12-4.13|a|
1117|4.14-|p|
1118|3.2-4.11|-|Insufficient Documentation of Error Handling Techniques
1118|4.12-4.13|a|
1118|4.14-|p|
1119|3.2-4.11|-|Excessive Use of Unconditional Branching
1119|4.12-4.13|a|
1119|4.14-|p|
1120|3.2-4.11|-|Excessive Code Complexity
1120|4.12-|r|
1121|3.2-4.11|-|Excessive McCabe Cyclomatic Complexity
1121|4.12-4.13|a|
1121|4.14-|p|
1122|3.2-4.11|-|Excessive Halstead Complexity
1122|4.12-4.13|a|
1122|4.14-|p|
1123|3.2-4.11|-|Excessive Use of Self-Modifying Code
1123|4.12-|a|
1124|3.2-4.11|-|Excessively Deep Nesting
1124|4.12-4.13|a|
1124|4.14-|p|
1125|3.2-4.11|-|Excessive Attack Surface
1125|4.12-4.13|a|
1125|4.14-|p|
1126|3.2-4.11|-|Declaration of Variable with Unnecessarily Wide Scope
1126|4.12-|a|
1127|3.2-4.11|-|Compilation with Insufficient Warnings or Errors
1127|4.12-|a|
1164|3.2-4.11|-|Irrelevant Code
1164|4.12-|r|
1173|3.2-4.11|-|Improper Use of Validation Framework
1173|4.12-|a|
1174|3.2-4.11|-|ASP.NET Misconfiguration: Improper Model Validation
1174|4.12-|a|
1176|3.2-4.11|-|Inefficient CPU Computation
1176|4.12-|r|
1177|3.2-4.11|-|Use of Prohibited Code
1177|4.12-|r|
1187|3.3-3.4.1|-|Use of Uninitialized Resource
1187|4.0-4.11|-x|DEPRECATED: Use of Uninitialized Resource
1187|4.12-|px|
1188|3.3-4.11|-|Insecure Default Initialization of Resource
1188|4.12|a|
1188|4.13-|a|Initialization of a Resource with an Insecure Default
1189|4.0-4.1|-|Improper Isolation of Shared Resources on System-on-Chip (SoC)
1189|4.2-4.11|-|Improper Isolation of Shared Resources on System-on-a-Chip (SoC)
1189|4.12-|a|
1190|4.0-4.11|-|DMA Device Enabled Too Early in Boot Phase
1190|4.12-|a|
1191|4.0|-|Exposed Chip Debug Interface With Insufficient Access Control
1191|4.1|-|Exposed Chip Debug and or Test Interface With Insufficient Access Control
1191|4.2-4.5|-|Exposed Chip Debug and Test Interface With Insufficient or Missing Authorization
1191|4.6-4.11|-|On-Chip Debug and Test Interface With Improper Access Control
1191|4.12-|a|
1192|4.0-4.11|-|System-on-Chip (SoC) Using Components without Unique, Immutable Identifiers
1192|4.12-4.13|a|
1192|4.14-|a|Improper Identifier for IP Block used in System-On-Chip (SOC)
1193|4.0-4.11|-|Power-On of Untrusted Execution Core Before Enabling Fabric Access Control
1193|4.12-|a|
1204|4.4-4.11|-|Generation of Weak Initialization Vector (IV)
1204|4.12-|a|
1209|4.0-4.11|-|Failure to Disable Reserved Bits
1209|4.12-|a|
1220|4.0-4.11|-|Insufficient Granularity of Access Control
1220|4.12-|a|
1221|4.0-4.11|-|Incorrect Register Defaults or Module Parameters
1221|4.12-|a|
1222|4.0-4.11|-|Insufficient Granularity of Address Regions Protected by Register Locks
1222|4.12-|a|
1223|4.0-4.11|-|Race Condition for Write-Once Attributes
1223|4.12-|a|
1224|4.0-4.11|-|Improper Restriction of Write-Once Bit Fields
1224|4.12-|a|
1229|4.0-4.11|-|Creation of Emergent Resource
1229|4.12-|r|
1230|4.0-4.11|-|Exposure of Sensitive Information Through Metadata
1230|4.12-|a|
1231|4.0-4.5|-|Improper Implementation of Lock Protection Registers
1231|4.6-4.11|-|Improper Prevention of Lock Bit Modification
1231|4.12-|a|
1232|4.0-4.11|-|Improper Lock Behavior After Power State Transition
1232|4.12-|a|
1233|4.0-4.5|-|Improper Hardware Lock Protection for Security Sensitive Controls
1233|4.6-4.11|-|Security-Sensitive Hardware Controls with Missing Lock Bit Protection
1233|4.12-|a|
1234|4.0-4.11|-|Hardware Internal or Debug Modes Allow Override of Locks
1234|4.12-|a|
1235|4.0-4.11|-|Incorrect Use of Autoboxing and Unboxing for Performance Critical Operations
1235|4.12-|a|
1236|4.0-4.11|-|Improper Neutralization of Formula Elements in a CSV File
1236|4.12-|a|
1239|4.0-4.11|-|Improper Zeroization of Hardware Register
1239|4.12-|a|
1240|4.0-4.5|-|Use of a Risky Cryptographic Primitive
1240|4.6-4.11|-|Use of a Cryptographic Primitive with a Risky Implementation
1240|4.12-|a|
1241|4.0-4.11|-|Use of Predictable Algorithm in Random Number Generator
1241|4.12-|a|
1242|4.0-4.11|-|Inclusion of Undocumented Features or Chicken Bits
1242|4.12-|a|
1243|4.0-4.1|-|Exposure of Security-Sensitive Fuse Values During Debug
1243|4.2-4.11|-|Sensitive Non-Volatile Information Not Protected During Debug
1243|4.12-|a|
1244|4.0-4.1|-|Improper Authorization on Physical Debug and Test Interfaces
1244|4.2-4.5|-|Improper Access to Sensitive Information Using Debug and Test Interfaces
1244|4.6-4.11|-|Internal Asset Exposed to Unsafe Debug Access Level or State
1244|4.12-|a|
1245|4.0-4.11|-|Improper Finite State Machines (FSMs) in Hardware Logic
1245|4.12-|a|
1246|4.0-4.11|-|Improper Write Handling in Limited-write Non-Volatile Memories
1246|4.12-|a|
1247|4.0-4.1|-|Missing Protection Against Voltage and Clock Glitches
1247|4.2-4.5|-|Missing or Improperly Implemented Protection Against Voltage and Clock Glitches
1247|4.6-4.11|-|Improper Protection Against Voltage and Clock Glitches
1247|4.12-|a|
1248|4.0-4.11|-|Semiconductor Defects in Hardware Logic with Security-Sensitive Implications
1248|4.12-|a|
1249|4.0-4.11|-|Application-Level Admin Tool with Inconsistent View of Underlying Operating System
1249|4.12-|a|
1250|4.0-4.11|-|Improper Preservation of Consistency Between Independent Representations of Shared State
1250|4.12-|a|
1251|4.0-4.11|-|Mirrored Regions with Different Values
1251|4.12-|a|
1252|4.0-4.11|-|CPU Hardware Not Configured to Support Exclusivity of Write and Execute Operations
1252|4.12-|a|
1253|4.1-4.11|-|Incorrect Selection of Fuse Values
1253|4.12-|a|
1254|4.1-4.11|-|Incorrect Comparison Logic Granularity
1254|4.12-|a|
1255|4.2-4.11|-|Comparison Logic is Vulnerable to Power Side-Channel Attacks
1255|4.12-|a|
1256|4.1-4.5|-|Hardware Features Enable Physical Attacks from Software
1256|4.6-4.11|-|Improper Restriction of Software Interfaces to Hardware Features
1256|4.12-|a|
1257|4.1-4.11|-|Improper Access Control Applied to Mirrored or Aliased Memory Regions
1257|4.12-|a|
1258|4.1|-|Sensitive Information Uncleared During Hardware Debug Flows
1258|4.2-4.11|-|Exposure of Sensitive System Information Due to Uncleared Debug Information
1258|4.12-|a|
1259|4.1|-|Improper Protection of Security Identifiers
1259|4.2-4.11|-|Improper Restriction of Security Token Assignment
1259|4.12-|a|
1260|4.1-4.11|-|Improper Handling of Overlap Between Protected Memory Ranges
1260|4.12-|a|
1261|4.1-4.11|-|Improper Handling of Single Event Upsets
1261|4.12-|a|
1262|4.1-4.5|-|Register Interface Allows Software Access to Sensitive Data or Security Settings
1262|4.6-4.11|-|Improper Access Control for Register Interface
1262|4.12-|a|
1263|4.1|-|Insufficient Physical Protection Mechanism
1263|4.2-4.11|-|Improper Physical Access Control
1263|4.12-|r|
1264|4.1-4.11|-|Hardware Logic with Insecure De-Synchronization between Control and Data Channels
1264|4.12-|a|
1265|4.1-4.11|-|Unintended Reentrant Invocation of Non-reentrant Code Via Nested Calls
1265|4.12-|a|
1266|4.1-4.11|-|Improper Scrubbing of Sensitive Data from Decommissioned Device
1266|4.12-|a|
1267|4.1-4.11|-|Policy Uses Obsolete Encoding
1267|4.12-|a|
1268|4.1|-|Agents Included in Control Policy are not Contained in Less-Privileged Policy
1268|4.2-4.11|-|Policy Privileges are not Assigned Consistently Between Control and Data Agents
1268|4.12-|a|
1269|4.1-4.11|-|Product Released in Non-Release Configuration
1269|4.12-|a|
1270|4.1|-|Generation of Incorrect Security Identifiers
1270|4.2-4.11|-|Generation of Incorrect Security Tokens
1270|4.12-|a|
1271|4.1|-|Missing Known Value on Reset for Registers Holding Security Settings
1271|4.2-4.3|-|Unitialized Value on Reset for Registers Holding Security Settings
1271|4.4-4.11|-|Uninitialized Value on Reset for Registers Holding Security Settings
1271|4.12-|a|
1272|4.1|-|Debug/Power State Transitions Leak Information
1272|4.2-4.11|-|Sensitive Information Uncleared Before Debug/Power State Transition
1272|4.12-|a|
1273|4.1-4.11|-|Device Unlock Credential Sharing
1273|4.12-|a|
1274|4.1-4.5|-|Insufficient Protections on the Volatile Memory Containing Boot Code
1274|4.6-4.11|-|Improper Access Control for Volatile Memory Containing Boot Code
1274|4.12-|a|
1275|4.1-4.11|-|Sensitive Cookie with Improper SameSite Attribute
1275|4.12-|a|
1276|4.1|-|Hardware Block Incorrectly Connected to Larger System
1276|4.2-4.11|-|Hardware Child Block Incorrectly Connected to Parent System
1276|4.12-|a|
1277|4.1-4.11|-|Firmware Not Updateable
1277|4.12-|a|
1278|4.1-4.11|-|Missing Protection Against Hardware Reverse Engineering Using Integrated Circuit (IC) Imaging Techniques
1278|4.12-|a|
1279|4.1|-|Cryptographic Primitives used without Successful Self-Test
1279|4.2-4.11|-|Cryptographic Operations are run Before Supporting Units are Ready
1279|4.12-|a|
1280|4.1-4.11|-|Access Control Check Implemented After Asset is Accessed
1280|4.12-|a|
1281|4.1-4.4|-|Sequence of Processor Instructions Leads to Unexpected Behavior (Halt and Catch Fire)
1281|4.5-4.11|-|Sequence of Processor Instructions Leads to Unexpected Behavior
1281|4.12-|a|
1282|4.1|-|Assumed-Immutable Data Stored in Writable Memory
1282|4.2-4.11|-|Assumed-Immutable Data is Stored in Writable Memory
1282|4.12-|a|
1283|4.1-4.11|-|Mutable Attestation or Measurement Reporting Data
1283|4.12-|a|
1284|4.1-4.11|-|Improper Validation of Specified Quantity in Input
1284|4.12-|a|
1285|4.1-4.11|-|Improper Validation of Specified Index, Position, or Offset in Input
1285|4.12-|a|
1286|4.1-4.11|-|Improper Validation of Syntactic Correctness of Input
1286|4.12-|a|
1287|4.1-4.11|-|Improper Validation of Specified Type of Input
1287|4.12-|a|
1288|4.1-4.11|-|Improper Validation of Consistency within Input
1288|4.12-|a|
1289|4.1-4.11|-|Improper Validation of Unsafe Equivalence in Input
1289|4.12-|a|
1290|4.2-4.11|-|Incorrect Decoding of Security Identifiers
1290|4.12-|a|
1291|4.2-4.11|-|Public Key Re-Use for Signing both Debug and Production Code
1291|4.12-|a|
1292|4.2-4.11|-|Incorrect Conversion of Security Identifiers
1292|4.12-|a|
1293|4.2-4.11|-|Missing Source Correlation of Multiple Independent Data
1293|4.12-|a|
1294|4.2-4.11|-|Insecure Security Identifier Mechanism
1294|4.12-|r|
1295|4.2-4.11|-|Debug Messages Revealing Unnecessary Information
1295|4.12-|a|
1296|4.2-4.11|-|Incorrect Chaining or Granularity of Debug Components
1296|4.12-|a|
1297|4.2-4.11|-|Unprotected Confidential Information on Device is Accessible by OSAT Vendors
1297|4.12-|a|
1298|4.2-4.11|-|Hardware Logic Contains Race Conditions
1298|4.12-|a|
1299|4.2-4.11|-|Missing Protection Mechanism for Alternate Hardware Interface
1299|4.12-|a|
1300|4.2-4.5|-|Improper Protection Against Physical Side Channels
1300|4.6-4.11|-|Improper Protection of Physical Side Channels
1300|4.12-|a|
1301|4.2-4.11|-|Insufficient or Incomplete Data Removal within Hardware Component
1301|4.12-|a|
1302|4.2-4.11|-|Missing Security Identifier
1302|4.12-4.13|a|
1302|4.14-|a|Missing Source Identifier in Entity Transactions on a System-On-Chip (SOC)
1303|4.2-4.11|-|Non-Transparent Sharing of Microarchitectural Resources
1303|4.12-|a|
1304|4.2-4.11|-|Improperly Preserved Integrity of Hardware Configuration State During a Power Save/Restore Operation
1304|4.12-|a|
1310|4.3-4.11|-|Missing Ability to Patch ROM Code
1310|4.12-|a|
1311|4.3-4.11|-|Improper Translation of Security Attributes by Fabric Bridge
1311|4.12-|a|
1312|4.3-4.11|-|Missing Protection for Mirrored Regions in On-Chip Fabric Firewall
1312|4.12-|a|
1313|4.3-4.11|-|Hardware Allows Activation of Test or Debug Logic at Runtime
1313|4.12-|a|
1314|4.3-4.11|-|Missing Write Protection for Parametric Data Values
1314|4.12-|a|
1315|4.3-4.11|-|Improper Setting of Bus Controlling Capability in Fabric End-point
1315|4.12-|a|
1316|4.3-4.11|-|Fabric-Address Map Allows Programming of Unwarranted Overlaps of Protected and Unprotected Ranges
1316|4.12-|a|
1317|4.3-4.8|-|Missing Security Checks in Fabric Bridge
1317|4.9-4.11|-|Improper Access Control in Fabric Bridge
1317|4.12-|a|
1318|4.3-4.11|-|Missing Support for Security Features in On-chip Fabrics or Buses
1318|4.12-|a|
1319|4.3-4.11|-|Improper Protection against Electromagnetic Fault Injection (EM-FI)
1319|4.12-|a|
1320|4.3-4.8|-|Improper Protection for Out of Bounds Signal Level Alerts
1320|4.9-4.11|-|Improper Protection for Outbound Error Messages and Alert Signals
1320|4.12-|a|
1321|4.3-4.11|-|Improperly Controlled Modification of Object Prototype Attributes ('Prototype Pollution')
1321|4.12-|a|
1322|4.3-4.11|-|Use of Blocking Code in Single-threaded, Non-blocking Context
1322|4.12-|a|
1323|4.3-4.11|-|Improper Management of Sensitive Trace Data
1323|4.12-|a|
1324|4.3-4.9|-|Sensitive Information Accessible by Physical Probing of JTAG Interface
1324|4.10-4.11|-x|DEPRECATED: Sensitive Information Accessible by Physical Probing of JTAG Interface
1324|4.12-|px|
1325|4.3-4.11|-|Improperly Controlled Sequential Memory Allocation
1325|4.12-|a|
1326|4.3-4.11|-|Missing Immutable Root of Trust in Hardware
1326|4.12-|a|
1327|4.3-4.11|-|Binding to an Unrestricted IP Address
1327|4.12-|a|
1328|4.3-4.11|-|Security Version Number Mutable to Older Versions
1328|4.12-|a|
1329|4.3-4.11|-|Reliance on Component That is Not Updateable
1329|4.12-|a|
1330|4.3-4.11|-|Remanent Data Readable after Memory Erase
1330|4.12-|a|
1331|4.3-4.5|-|Improper Isolation of Shared Resources in Network On Chip
1331|4.6-4.11|-|Improper Isolation of Shared Resources in Network On Chip (NoC)
1331|4.12-|a|
1332|4.3-4.5|-|Insufficient Protection Against Instruction Skipping Via Fault Injection
1332|4.6-4.11|-|Improper Handling of Faults that Lead to Instruction Skips
1332|4.12-|a|
1333|4.4-4.11|-|Inefficient Regular Expression Complexity
1333|4.12-|a|
1334|4.3-4.11|-|Unauthorized Error Injection Can Degrade Hardware Redundancy
1334|4.12-|a|
1335|4.5-4.11|-|Incorrect Bitwise Shift of Integer
1335|4.12-|a|
1336|4.5-4.11|-|Improper Neutralization of Special Elements Used in a Template Engine
1336|4.12-|a|
1338|4.3-4.11|-|Improper Protections Against Hardware Overheating
1338|4.12-|a|
1339|4.5-4.11|-|Insufficient Precision or Accuracy of a Real Number
1339|4.12-|a|
1341|4.6-4.11|-|Multiple Releases of Same Resource or Handle
1341|4.12-|a|
1342|4.6-4.11|-|Information Exposure through Microarchitectural State after Transient Execution
1342|4.12-|a|
1351|4.5-4.11|-|Improper Handling of Hardware Behavior in Exceptionally Cold Environments
1351|4.12-|a|
1357|4.7-4.9|-|Reliance on Uncontrolled Component
1357|4.10-4.11|-|Reliance on Insufficiently Trustworthy Component
1357|4.12-|r|
1384|4.7|-|Improper Handling of Extreme Physical Environment Conditions
1384|4.8-4.11|-|Improper Handling of Physical or Environmental Conditions
1384|4.12-|r|
1385|4.7-4.11|-|Missing Origin Validation in WebSockets
1385|4.12-|a|
1386|4.8-4.11|-|Insecure Operation on Windows Junction / Mount Point
1386|4.12-|a|
1389|4.9-4.11|-|Incorrect Parsing of Numbers with Different Radices
1389|4.12-|a|
1390|4.9-4.11|-|Weak Authentication
1390|4.12-|r|
1391|4.9-4.11|-|Use of Weak Credentials
1391|4.12-|r|
1392|4.9-4.11|-|Use of Default Credentials
1392|4.12-|a|
1393|4.9-4.11|-|Use of Default Password
1393|4.12-|a|
1394|4.9-4.11|-|Use of Default Cryptographic Key
1394|4.12-|a|
1395|4.10-4.11|-|Dependency on Vulnerable Third-Party Component
1395|4.12-|r|
1419|4.13-|r|Incorrect Initialization of Resource
1420|4.14-|r|Exposure of Sensitive Information during Transient Execution
1421|4.14-|a|Exposure of Sensitive Information in Shared Microarchitectural Structures during Transient Execution
1422|4.14-|a|Exposure of Sensitive Information caused by Incorrect Data Forwarding during Transient Execution
1423|4.14-|a|Exposure of Sensitive Information caused by Shared Microarchitectural Predictor State that Influences Transient Execution
1426|4.15-|d|Improper Validation of Generative AI Output
1427|4.16-|a|Improper Neutralization of Input Used for LLM Prompting
1428|4.17|a|Reliance on HTTP instead of HTTPS
1429|4.17|a|Missing Security-Relevant Feedback for Unexecuted Operations in Hardware Interface
1431|4.17|a|Driving Intermediate Cryptographic State/Results to Hardware Module Outputs
`
