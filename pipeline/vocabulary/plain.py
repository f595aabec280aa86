"""Words that texts of the field write with a capital and that are in no person's name.

They part a name from what stands beside it: the first words of sentences, the calendar, abbreviations, what bodies, laws and
headings are called. Words that people bear as names too (Will, Grace, Rose, Green, Hall) are left out.
"""

from __future__ import annotations

FUNCTION = frozenset(
    """A About Above According Across Additionally After Afterwards Again Against All Almost Along Already Also Although Always Am Among An And
    Another Any Anyone Are As Asked At Away Back Be Because Been Before Behind Being Below Besides Between Beyond Both But By Can Could Dear
    Despite Did Do Does Done Due During Each Earlier Eight Either Eleven Else Even Ever Every Everybody Everyone Everything Except Few Fifty
    Finally First Five For Former Formerly Forty Four From Further Furthermore Given Had Half Has Have Having He Hence Her Here Hers Him His
    How However Hundred I If In Indeed Instead Into Is It Its Itself Just Late Later Latest Least Less Let Like Likewise Many May Maybe Me
    Meanwhile Might More Moreover Most Mostly Much Must My Near Nearly Neither Never Nevertheless New Next Nine No Nobody None Nonetheless
    Nor Not Note Nothing Notwithstanding Now Of Off Often Old On Once One Only Onto Or Other Others Otherwise Our Ours Out Over Own Part Per
    Perhaps Please Previously Prior Rather Recently Regarding Said Same Second See Seven Several Shall She Should Since Six So Some Somebody
    Someone Something Sometimes Soon Still Subsequently Such Ten Than Thank Thanks That The Their Them Themselves Then There Thereafter
    Therefore These They Third Thirty This Those Though Thousand Three Through Throughout Thus To Today Together Tomorrow Tonight Too Toward
    Towards Twelve Twenty Two Under Unless Unlike Until Up Upon Us Very Via Was We Well Were What Whatever When Whenever Where Whereas
    Wherever Whether Which While Who Whoever Whole Whom Whose Why With Within Without Would Yes Yesterday Yet You Your""".split()
)
"""What begins a sentence, and the small words of titles."""

CALENDAR = frozenset(
    """Apr April Aug August Autumn Christmas December Easter Feb February Friday January July June March May Monday Nov November Oct October
    Saturday Sept September Spring Summer Sunday Thurs Thursday Tues Tuesday Wed Wednesday Winter""".split()
)

CAPITALS = frozenset(
    """AFP AIDS ALDE AP BBC BEC BOX CAT CDL CEC CEDAW CERD CIS CNN CoE CPT CRC CRPD CSO CSOs DEC EAM EC ECHR ECR ECRI ECtHR EEA EET EOM EP EPP EU
    FM GIZ GRECO HIV HRC ICC ICCPR ICESCR IEOM II III ILO IOM IV IX LEOM LGBT LGBTI LTO LTOs MFA MoI MoJ NAM NATO NGO NGOs NHRI NPM OAS
    ODIHR OHCHR OSCE PA PACE PDF PEC PO RFE RL ROM SCO SIDA SMM SMMU SOC STO STOs TEC TV UAE UK UN UNDP UNESCO UNHCR UNICEF UNODC UPR US USA
    USAID VI VII VIII XI XII""".split()
)
"""Abbreviations: in capitals a family name is written too, these are none."""

POSTNOMINAL = frozenset("MP MEP M.P. MPs MEPs QC KC SC PhD Ph.D. MA LLM Jr Jr. Esq OBE CBE MBE OP SJ OSB OFM".split())
"""What stands behind a person's name and is no part of it."""

WORDS = frozenset(
    """Aboriginal Abstaining Abuse Academy Access Accession Accord Accordance Account Accountability Accreditation Acknowledgements Action
    Activities Adalet Additional Addressing Administration Administrative Adoption Advice Advisory Africa Africaine African Agenda Agreement
    Agriculture Airport Akimat Alliance Amendment Amendments American Amicus Amnesty Annex Annual Answer Appeal Appeals Appendix Application
    Arab Archive Area Armed Army Article Articles Asia Asian Asociaciones Asociación Assemblies Assistance Association Associations
    Associazione Associação Attendance Attorney Audiovisual Audit Ausiliatrice Authorities Authority Award Background Banco Bank Banka
    Banque Basic Bill Board Body Book Border Boulevard Branch Brief Broadcasting Budget Buenos Building Bulletin Bundesrat Bundestag Bureau
    Business Cabinet Campaign Campaigns Candidates Capacity Capital Care Caritas Case Cases Cathedral Caucasus Ceasefire Cell Centers
    Centres Centro Chamber Changed Changes Chapter Charities Charte Charter Checkpoint Checkpoints Chief Child Children Church Citizen
    Citizens Citizenship City Civic Civil Civilian Civilians Clause Clinic Club Co-operation Coalition Collective College Colombiana
    Combating Comision Comisión Comité Commentary Commerce Commissione Commitments Common Commonwealth Communication Communications
    Communities Community Company Comparative Complaints Compliance Composition Comprehensive Concept Concern Conclusion Conclusions Concord
    Conflict Congress Conseil Conseiller Consejo Consideration Consiglio Constituent Consulate Consultation Consultative Contact Contents
    Control Conventions Cooperation Corporation Corpus Correctional Corruption Counter Countries Country County Course Courts Crime Crimes
    Criminal Crossing Cultural Culture Curiae Current Customs Data Date Day Days Death Deaths Debate Debts Decision Decisions Declaration
    Decree Defence Defensa Defense Degrading Delay Delegación Democracy Democratic Derechos Desk Detention Developing Development
    Developments Dialogue Dignity Dimension Diplomatic Directeur Directive Directorate Directrice Disabilities Disappearance Disappearances
    Discrimination Discussion Dispute Distribution District Division Document Documents Domestic Draft Droits Duma Délégation East Eastern
    Economic Economy Edition Editorial Education Effective Election-Day Electronic Elimination Embassy Emergency Employment Enforced
    Enforcement English Enhancing Enquiries Ensuring Entwicklungspolitik Environment Environmental Equal Equality Eradication Estado Ethics
    Ethnic Europe Evaluation Evening Event Events Evidence Examination Exchange Executive Exploitation Express Expression Exteriores
    External Fact Factory Facts Faculty Fair Family Federación Federal Federatie Federation Femmes Fighting Figures Final Finance Financial
    Findings Folketing Follow-up Fondation Fondazione Food Forces Form Forms Foundation Framework Free Freedom Freedoms Friends Fund
    Fundación Fundamental Future Fédération Gazette Gender General Geneva Global Goal Goals Good Governance Governments Governor Gradual
    Great Group Groups Guarantees Guidance Guide Guideline Guidelines Gypsy Général Générale Habeas Hague Handbook Hate Haut Hauts
    Headquarters Health Hearing Helsinki High Higher Holy Home Homoseksualiteit Honorary Honour Hospital Hotel House Household Housing Hub
    Humanitarian Humanos Hural Identity Immunity Impact Implementation Implementing Imprisonment Improving Inclusion Increase Independence
    Independent Indigenous Information Initiative Inquiry Inspection Inspectorate Institut Institutional Instituto Instrument Instruments
    Integratie Integration Integrity Inter-American Inter-ethnic Interactive Interethnic Interim Internacional Internacionales Internal
    Internationale Internationalis Internazionale Internet Interpretation Intervention Interview Introduction Investigation Investigative
    Involuntary Islamic Island Islands Issue Issued Issues Istituto Jefa Jefe Jewish Jogorku Joint Journal Journalism Journalists Judges
    Judicial Judiciary Junior Jurisdiction Juristas Jury Justicia Justiça Juvenile Kenesh Key Khural Kingdom Knesset Labor Labour Lake Land
    Language Languages Lawyers League Learning Lecture Legge Legislation Legislative Lesson Lessons Letter Level Ley Liberal Libertes
    Liberty Libertés Library Libre Life Limitations Limited List Lists Local Lodged Loi Lower Main Majilis Majlis Management Managing Manual
    Maritime Market Mass Matter Matters Measures Mechanism Meclis Media Medical Meeting Meetings Mejlis Member Memorandum Memorial Men
    Mental Message Method Methodology Middle Migrant Migrantes Migration Military Millennium Milli Minimum Ministerio Ministero Ministra
    Ministre Ministère Minor Minorities Minority Minorías Misión Model Modern Monde Monitoring Monitors Morning Motion Mount Movement
    Mundial Municipal Municipality Museum Muslim Nacional Naciones National Nationale Nationality Natural Needs Network News Newspaper
    Nomination Non-discrimination Non-Governmental North Northeast Northern Northwest Nos Notes Nr Objective Objectives Oblast Oblasts
    Obligations Observations Offences Offenders Official Oliy Open Opening Operation Operations Opinions Opposition Optional Oral Order
    Organised Organizational Organized Orientation Original Orthodox Otan Outcome Overview Palace Panel Paper Paragraph Parallel Pardon
    Parliamentarians Parliamentary Parole Partei Parti Participating Partido Partito Partner Partners Partnership Patria Patriotic Peace
    Peaceful Penal Penitentiary People Peoples Performance Perinatal Period Periodic Permanent Permanente Persons Petition Phase Picture
    Pilot Place Plaza Plenary Plenipotentiary Plurinacional Point Policy Politics Poll Polling Políticas Population Position Poverty Power
    Practice Practices Pre-trial Pre-Trial Preamble Preliminary Premises Presence Presentation Presidency Presidential Press Preventing
    Prevention Principle Principles Priority Private Procedural Procedure Procedures Proceedings Process Proclamation Production Program
    Programa Programs Progressive Promoting Promotion Property Proposal Proposed Protecting Protection Protocols Provedor Province
    Provincial Provision Provisional Provisions Public Publication Publications Punishment Purposes Quality Question Questions Race Racial
    Rada Radio Railway Raion Ratification Ratify Rayon Real Recommendation Recommendations Reconciliation Reconstruction Red Reducing
    Reference Referendum Reform Refugee Refugees Refugiados Regency Region Register Registration Registry Regulation Regulations Regulatory
    Rehabilitation Relaciones Related Relations Release Religion Religious Reporters Reporting Reports Representation Representatives
    Repression Republika Request Research Reservation Reservations Resident Residential Resolution Resolutions Resource Resources Response
    Responsibilities Responsibility Restrictions Results Reunification Review Reviews Right Riigikogu Risk River Road Role Roma Romani Room
    Round Rule Rural Saeima Safe Safety Saint Salesiane Sanctions Satisfied School Schools Science Sciences Scientific Scope Sea Secretariat
    Section Sector Security Seimas Sejm Selection Self-Government Semilla Sentence Separate Service Services Session Settlement Settlements
    Sexual Shelter Short Sign Sinti Situation Skupština Slavery Social Societies Society Solidarity Source Sources Sous-Directrice South
    South-East South-eastern South-Eastern Southern Space Spokesperson Sport Sports Square Srpska Stadium Staff Stage Standard Standards
    Standing Statement Statements Station Statistical Statistics Status Statute Statutory Stichting Storting Strategic Street Strengthening
    Strip Structure Struggle Studies Study Sub-Committee Sub-regional Subcommittee Subject Submission Submissions Submitted Substitute
    Successful Summary Summit Support Supporting Survey Sustainable Symbol Syndrome Synthesis System Systems Table Task Tax Technical
    Technologies Technology Telephone Television Temporary Term Terms Territorial Territory Terrorism Text Theatre Thematic Theme Third
    Threat Time Title Tolerance Torture Total Town Tracts Trade Trafficking Transitional Transparency Transport Treaties Treatment Treaty
    Trial Tribunal Trust Turnout Understanding Undue Unidad Unidas Unit United Unity Universal Update Updates Urban Urgent Use Verdad Verein
    Verenigingen Verkhovna Village Violations Violence Visit Visits Voice Vol Voluntary Vote Voter Voters Voting Vulnerable Watch Web
    Welfare West Western Witness Woman Women Women’s Work Workers Working World Worldwide Worst Written Year Young Youth Zhogorku Zone
    Accident Accidents Industrial
    Allee Bulevard Bulevardi Bulvar Caddesi Calle Kombit Maidan Platz Prospekt Rruga Rue Sokak Strada Straße Strasse Ulica Ulitsa Vulytsia""".split()
)
"""What bodies, laws, places and headings are called."""

ENDINGS = (
    "tion",
    "tions",
    "ción",
    "ciones",
    "ção",
    "ções",
    "zione",
    "zioni",
    "idad",
    "idades",
    "ities",
    "politik",
    "ments",
    "isme",
    "ismo",
)
"""How words end that name no person, in the languages of the field's bodies."""
