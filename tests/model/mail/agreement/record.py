"""
Writes what checkdmarc, an independent implementation, makes of a corpus of mail records: dmarc.jsonl, spf.jsonl,
tls-reports.jsonl, mta-sts.jsonl and mta-sts-policies.jsonl beside this file, a record and its verdict a line. The same corpus comes out each time. No network is used: every name
that an SPF record leads to is answered from ZONE below.

    python3 -m venv venv && venv/bin/pip install checkdmarc==6.0.4
    venv/bin/python tests/model/mail/agreement/record.py
"""

import json
import random
from pathlib import Path

import checkdmarc.dmarc as dmarc
import checkdmarc.mta_sts as mta_sts
import checkdmarc.smtp_tls_reporting as tls_reports
import checkdmarc.spf as spf

HERE = Path(__file__).parent
MUTANTS = 500

# What the SPF records of the corpus lead to. Names that are not here have no SPF record.
ZONE = {
    "_spf.google.com": "v=spf1 include:_netblocks.example ip4:198.51.100.0/24 ~all",
    "_netblocks.example": "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all",
    "four.example": "v=spf1 a mx a:x.example mx:y.example -all",
    "nested.example": "v=spf1 include:four.example a -all",
    "loop.example": "v=spf1 include:back.example -all",
    "back.example": "v=spf1 include:loop.example -all",
    "broken.example": "v=spf1 ip4:192.0.2 -all",
    "redirected.example": "v=spf1 redirect=four.example",
}

DMARC = [
    "v=DMARC1; p=none; rua=mailto:e57de3ae23df489@rep.dmarcanalyzer.com; ruf=mailto:e57de3ae23df489@for.dmarcanalyzer.com; fo=1;",
    "v=DMARC1; p=reject; pct=100; fo=1; ri=86400; rua=mailto:a@example.gov,mailto:b@example.gov,mailto:reports@example.gov; ruf=mailto:a@example.gov",
    "v=DMARC1", "v=DMARC1;", "v=DMARC1; p=none", "v=DMARC1;p=none", "v=DMARC1 ; p = none ;", "V=DMARC1; p=none",
    "v = DMARC1; p=none", "v=dmarc1; p=none", "v=DMARC2; p=none", "v=DMARC10; p=none", "p=none", "p=none; v=DMARC1",
    "v=DMARC1 p=none", "v=DMARC1, p=none", "v=DMARC1; p=block", "v=DMARC1; p=", "v=DMARC1; p", "v=DMARC1; =none",
    "v=DMARC1; p=REJECT", "v=DMARC1; P=reject", "v=DMARC1; p=reject; p=none", "v=DMARC1; p=reject; v=DMARC1",
    "v=DMARC1; p=reject; sp=none", "v=DMARC1; sp=none; p=reject", "v=DMARC1; p=reject; np=none", "v=DMARC1; p=none; sp=reject; np=quarantine",
    "v=DMARC1; p=reject; sp=never", "v=DMARC1; p=reject; np=never", "v=DMARC1; p=reject; t=y", "v=DMARC1; p=reject; t=n",
    "v=DMARC1; p=reject; t=yes", "v=DMARC1; p=reject; psd=y", "v=DMARC1; p=reject; psd=maybe",
    "v=DMARC1; p=reject; adkim=s; aspf=s", "v=DMARC1; p=reject; adkim=strict", "v=DMARC1; p=reject; aspf=x",
    "v=DMARC1; p=none; fo=0", "v=DMARC1; p=none; fo=1:d:s", "v=DMARC1; p=none; fo=0:1", "v=DMARC1; p=none; fo=d:d", "v=DMARC1; p=none; fo=2",
    "v=DMARC1; p=none; fo=1,d", "v=DMARC1; p=none; pct=50", "v=DMARC1; p=none; pct=101", "v=DMARC1; p=none; rf=afrf", "v=DMARC1; p=none; ri=x",
    "v=DMARC1; p=none; x=1", "v=DMARC1; p=none; x=1; x=2", "v=DMARC1; p=none; pct=1; pct=2", "v=DMARC1; p=none; x1=1",
    "v=DMARC1; p=none;;", "v=DMARC1;; p=none", "v=DMARC1; p=none; ;", " v=DMARC1; p=none", "v=DMARC1; p=none ",
    "v=DMARC1; p=none; rua=a@example.org", "v=DMARC1; p=none; rua=mailto:a@example.org", "v=DMARC1; p=none; rua=MAILTO:A@EXAMPLE.ORG",
    "v=DMARC1; p=none; rua=mailto:a@example.org!10m", "v=DMARC1; p=none; rua=mailto:a@example.org!", "v=DMARC1; p=none; rua=mailto:a@example.org,mailto:b@example.org,mailto:c@example.org",
    "v=DMARC1; p=none; rua=mailto:a@example.org, mailto:b@example.org", "v=DMARC1; p=none; rua=mailto:a@example.org;mailto:b@example.org",
    "v=DMARC1; p=none; rua=mailto:a@example.org mailto:b@example.org", "v=DMARC1; p=none; rua=mailto:", "v=DMARC1; p=none; rua=mailto:a",
    "v=DMARC1; p=none; rua=https://example.org/r", "v=DMARC1; p=none; rua=mailto:a@localhost", "v=DMARC1; p=none; rua=mailto:a@b@example.org",
    "v=DMARC1; p=none; rua=mailto:a@example.org,", "v=DMARC1; p=none; ruf=mailto:a@example.org; rua=b@example.org", "v=spf1 -all", "",
]  # fmt: skip

SPF = [
    "v=spf1 -all", "v=spf1 ~all", "v=spf1 ?all", "v=spf1 +all", "v=spf1 all", "V=SPF1 -ALL", "v=spf1", "v=spf10 -all", "v=spf1-all", "-all",
    "v=spf1 include:_spf.google.com ~all", "v=spf1 include:_spf.google.com include:_spf.google.com ~all", "v=spf1 include:gone.example -all",
    "v=spf1 include -all", "v=spf1 include: -all", "v=spf1 include:broken.example -all", "v=spf1 include:loop.example -all",
    "v=spf1 a mx ptr -all", "v=spf1 a:mail.example.org mx:example.org/24 -all", "v=spf1 a/24//64 -all", "v=spf1 a/33 -all", "v=spf1 a//129 -all", "v=spf1 a/08 -all",
    "v=spf1 a/ -all", "v=spf1 a: -all", "v=spf1 mx/24 mx//64 -all", "v=spf1 ip4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.0/24 -all", "v=spf1 ip4:192.0.2.0/33 -all",
    "v=spf1 ip4:192.0.2 -all", "v=spf1 ip4:192.0.2.256 -all", "v=spf1 ip4 -all", "v=spf1 ip6:2001:db8::1 -all", "v=spf1 ip6:2001:db8::/32 -all", "v=spf1 ip6:2001:db8::/129 -all",
    "v=spf1 ip6:192.0.2.1 -all", "v=spf1 ip4:2001:db8:: -all", "v=spf1 exists:%{i}.example.org -all", "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all", "v=spf1 exists:%{x}.example.org -all",
    "v=spf1 exists:%.example.org -all", "v=spf1 exists:%{c}.example.org -all", "v=spf1 exists -all", "v=spf1 redirect=four.example", "v=spf1 redirect=redirected.example", "v=spf1 redirect=gone.example",
    "v=spf1 redirect=four.example redirect=four.example", "v=spf1 -all redirect=four.example", "v=spf1 redirect=", "v=spf1 exp=why.example.org -all", "v=spf1 exp=a.example exp=b.example -all",
    "v=spf1 moo -all", "v=spf1 moo=cow -all", "v=spf1 moo=% -all", "v=spf1 -all a", "v=spf1 -all moo", "v=spf1 -all ip4:x", "v=spf1  a  -all ", "v=spf1 a -all.", "v=spf1 -all:x",
    "v=spf1 include:four.example include:four.example -all", "v=spf1 include:four.example include:four.example a -all", "v=spf1 include:nested.example include:_spf.google.com a -all",
    "v=spf1 include:nested.example include:_spf.google.com a mx -all", "v=spf1 include:nested.example include:_spf.google.com a mx ptr -all",
    "v=spf1 a a a a a a a a a a -all", "v=spf1 a a a a a a a a a a a -all", "v=spf1 include:%{d}.example -all", "v=spf1 +include:four.example -a ~mx ?ip4:192.0.2.1 -all",
    "v=spf1 include:localhost -all", "v=spf1 include:example.123 -all", "v=spf1 ptr:example.org -all", "v=spf1 ptr/24 -all", "v=spf1, a -all", "v=spf1 a;-all",
]  # fmt: skip

DMARC_PIECES = ["p=none", "p=reject", "sp=quarantine", "np=none", "t=y", "t=n", "psd=u", "adkim=s", "aspf=r", "fo=1", "fo=d:s", "pct=20", "ri=3600"]
DMARC_PIECES += ["rua=mailto:a@example.org", "ruf=mailto:b@example.org", "rua=mailto:a@example.org!5m,mailto:c@example.net", "x=y", "SP=none", "rua=c@d.example"]
SPF_PIECES = ["a", "mx", "ptr", "-all", "~all", "ip4:192.0.2.7", "ip4:198.51.100.0/22", "ip6:2001:db8::/48", "include:four.example", "include:nested.example"]
SPF_PIECES += ["include:_spf.google.com", "exists:%{i}.x.example", "redirect=four.example", "a:m.example/28", "mx//64", "moo=1", "exp=e.example", "?include:_netblocks.example"]

TLS = [
    "v=TLSRPTv1; rua=mailto:tls@example.org", "v=TLSRPTv1;rua=mailto:tls@example.org", "v=TLSRPTv1; rua=mailto:tls@example.org;", "v=TLSRPTv1 ; rua=mailto:tls@example.org",
    "v=TLSRPTv1; rua=https://example.org/tls", "v=TLSRPTv1; rua=mailto:a@example.org,https://example.org/tls", "v=TLSRPTv1; rua=mailto:a@example.org, mailto:b@example.org",
    "v=TLSRPTv1", "v=TLSRPTv1;", "v=TLSRPTv1; rua=", "v=TLSRPTv1; rua=tls@example.org", "v=TLSRPTv1; rua=http://example.org", "v=tlsrptv1; rua=mailto:tls@example.org",
    "rua=mailto:tls@example.org", "v=TLSRPTv2; rua=mailto:tls@example.org", "v=TLSRPTv1; rua=mailto:tls@example.org; x=1", "v=TLSRPTv1; x=1; rua=mailto:tls@example.org",
    "v=TLSRPTv1; rua=mailto:a@example.org; rua=mailto:b@example.org", "v=TLSRPTv1; ruf=mailto:tls@example.org", "v=TLSRPTv1; rua=mailto:a@example.org;;", "",
]  # fmt: skip
STS = [
    "v=STSv1; id=20260101", "v=STSv1;id=20260101;", "v=STSv1; id=20260101;", "v=STSv1 ; id=1", "v=STSv1; id=", "v=STSv1", "v=STSv1;", "id=1", "v=stsv1; id=1", "v=STSv2; id=1",
    "v=STSv1; id=2026-01-01", "v=STSv1; id=" + "1" * 32, "v=STSv1; id=" + "1" * 33, "v=STSv1; id=1; id=2", "v=STSv1; id=1; x=2", "v=STSv1; x=2; id=1", "v=STSv1, id=1", "v=STSv1; ID=1", "",
]  # fmt: skip
POLICIES = [
    "version: STSv1\r\nmode: enforce\r\nmx: mx.example.org\r\nmx: *.example.net\r\nmax_age: 604800\r\n", "version: STSv1\nmode: none\nmax_age: 86400\n",
    "version: STSv1\nmode: testing\nmx: mx.example.org\nmax_age: 0\n", "version: STSv1\nmode: enforce\nmax_age: 1\n", "version: STSv1\nmode: on\nmx: a.example\nmax_age: 1\n",
    "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 31557600\n", "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 31557601\n", "mode: enforce\nmx: a.example\nmax_age: 1\n",
    "version: STSv2\nmode: enforce\nmx: a.example\nmax_age: 1\n", "version: STSv1\nmode: enforce\nmx: a.example\n", "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: x\n",
    "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 1\nx: y\n", "version: STSv1\nmode: enforce\nmx a.example\nmax_age: 1\n", "version:STSv1\nmode:enforce\nmx:a.example\nmax_age:1\n", "",
]  # fmt: skip
TLS_PIECES = ["rua=mailto:a@example.org", "rua=https://example.org/tls", "rua=mailto:a@example.org,mailto:b@example.org", "x=1", "rua=tls@example.org", "RUA=mailto:a@example.org"]
STS_PIECES = ["id=1", "id=20260101T000000", "x=1", "id=", "id=2026-01-01", "ID=1"]
NOISE = list(";:=/,.!%@ -~+") + ["mailto:", "1", "x", "{", "}"]


def mutants(seed, first, pieces, join, count=MUTANTS):
    """Records out of the pieces, every second one with a character or two lost, doubled or put in."""
    chance = random.Random(seed)
    for index in range(count):
        text = join.join([first] + chance.sample(pieces, chance.randint(1, min(6, len(pieces)))))
        for _ in range(chance.randint(1, 2) if index % 2 else 0):
            at = chance.randrange(len(first), len(text) + 1)
            text = chance.choice([text[:at] + text[at + 1 :], text[:at] + chance.choice(NOISE) + text[at:], text[:at] + text[at : at + 1] + text[at:]])
        yield text


def offline(function):
    """Puts an answer of ours in the place of a query."""
    return lambda domain, *_, **__: function(domain)


def spf_record(domain):
    if domain not in ZONE:
        raise spf.SPFRecordNotFound(f"{domain} has no SPF record", domain)
    return {"record": ZONE[domain], "warnings": []}


dmarc.verify_dmarc_report_destination = lambda *_, **__: None
dmarc.get_mx_records = offline(lambda _: [{"preference": 1, "hostname": "mx.example.org"}])
spf.query_spf_record = offline(spf_record)
spf.get_a_records = offline(lambda _: ["192.0.2.1"])
spf.get_mx_records = offline(lambda _: [{"preference": 1, "hostname": "mx.example.org"}])
spf.get_txt_records = offline(lambda _: ["because"])
spf.get_reverse_dns = offline(lambda _: ["example.org"])


def judge_dmarc(text):
    try:
        tags = dmarc.parse_dmarc_record(text, "example.org")["tags"]
    except dmarc.DMARCError as error:
        return {"error": type(error).__name__}
    uris = lambda tag: [uri["address"] for uri in tags[tag]["value"]] if tag in tags else []
    words = {tag: tags[tag]["value"] for tag in ("p", "sp", "np", "t", "psd", "adkim", "aspf", "fo")}
    return {**words, "rua": uris("rua"), "ruf": uris("ruf")}


def judge_spf(text):
    try:
        result = spf.parse_spf_record(text, "example.org")
    except spf.SPFError as error:
        return {"error": type(error).__name__}
    return {"lookups": result["dns_lookups"], "all": result["parsed"]["all"]}


def judge_tls(text):
    try:
        tags = tls_reports.parse_smtp_tls_reporting_record(text)["tags"]
    except tls_reports.SMTPTLSReportingError as error:
        return {"error": type(error).__name__}
    return {"rua": tags["rua"]["value"]}


def judge_sts(text):
    try:
        return {"id": mta_sts.parse_mta_sts_record(text)["tags"]["id"]}
    except mta_sts.MTASTSError as error:
        return {"error": type(error).__name__}


def judge_policy(text):
    try:
        policy = mta_sts.parse_mta_sts_policy(text)["policy"]
    except mta_sts.MTASTSError as error:
        return {"error": type(error).__name__}
    return {"mode": policy["mode"], "mx": policy.get("mx", []), "max_age": policy["max_age"]}


def write(name, texts, judge):
    lines = [json.dumps({"record": text, "checkdmarc": judge(text)}, ensure_ascii=False) for text in dict.fromkeys(texts)]
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)} records")


write("dmarc.jsonl", DMARC + list(mutants(9989, "v=DMARC1", DMARC_PIECES, "; ")), judge_dmarc)
write("spf.jsonl", SPF + list(mutants(7208, "v=spf1", SPF_PIECES, " ")), judge_spf)
write("tls-reports.jsonl", TLS + list(mutants(8460, "v=TLSRPTv1", TLS_PIECES, "; ", 150)), judge_tls)
write("mta-sts.jsonl", STS + list(mutants(8461, "v=STSv1", STS_PIECES, "; ", 150)), judge_sts)
write("mta-sts-policies.jsonl", POLICIES, judge_policy)
(HERE / "zone.json").write_text(json.dumps(ZONE, indent=2) + "\n", encoding="utf-8")
