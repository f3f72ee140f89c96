"""Makes resources at AWS as moto plays it, in their order, by AWS's own SDK, and reads each back.

Reads a list of resources from standard input: type, name, urn, account, region, props, and by property the URNs that its value
comes from. Writes one line of JSON a resource: `accepted`, `lacking` (moto does not play it; the SDK has checked the request) or
`refused`, with why, and what was read back otherwise. What the SDK itself refuses is refused, whatever moto plays.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError
from botocore.parsers import ResponseParserError
from botocore.validate import ParamValidator

unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
clients, made = {}, {}


class Lacking(Exception):
    """moto does not play the call."""


class Differs(Exception):
    """What was read back is not what was sent."""


def client(service, resource):
    key = (service, resource["account"], resource["region"])
    if key not in clients:
        sts = boto3.client("sts", region_name=resource["region"])
        role = f"arn:aws:iam::{resource['account']}:role/replay"
        got = sts.assume_role(RoleArn=role, RoleSessionName="replay")["Credentials"]
        clients[key] = boto3.client(
            service,
            region_name=resource["region"],
            aws_access_key_id=got["AccessKeyId"],
            aws_secret_access_key=got["SecretAccessKey"],
            aws_session_token=got["SessionToken"],
            config=Config(retries={"total_max_attempts": 1}),
        )
    return clients[key]


def checked(shape, value, where=""):
    """What the service's own model says of a value, beside what the SDK checks before it sends: one of a list, not too long."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in value:
                checked(member, value[name], f"{where}.{name}")
    elif shape.type_name == "list":
        for each in value:
            checked(shape.member, each, where)
    elif shape.type_name == "map":
        for each in value.values():
            checked(shape.value, each, where)
    elif shape.type_name == "string":
        if shape.enum and value not in shape.enum:
            raise ValueError(f"{where}: {value} is none of {', '.join(shape.enum)}")
        if len(value) > shape.metadata.get("max", len(value)):
            raise ValueError(f"{where}: more than {shape.metadata['max']} characters")


def call(service, operation, resource, **params):
    params = {name: value for name, value in params.items() if value is not None}
    sdk = client(service, resource)
    model = sdk.meta.service_model.operation_model(sdk.meta.method_to_api_mapping[operation])
    report = ParamValidator().validate(params, model.input_shape)
    if report.has_errors():
        raise ParamValidationError(report=report.generate_report())
    if model.input_shape is not None:
        checked(model.input_shape, params)
    try:
        return getattr(sdk, operation)(**params)
    except ResponseParserError as error:
        # moto broke down, and its page about that is no answer of AWS.
        raise Lacking(f"{operation}: {str(error)[:200]}") from error
    except ClientError as error:
        code = error.response["ResponseMetadata"]["HTTPStatusCode"]
        if code in (404, 500, 501) and error.response["Error"].get("Code", "") in ("404", "500", "501", "NotImplemented", "InternalError", "Not Found", ""):
            raise Lacking(str(error)[:200]) from error
        raise


def same(read, sent):
    if read != sent:
        raise Differs(f"read {json.dumps(read, default=str)[:200]}, sent {json.dumps(sent)[:200]}")


def pascal(value):
    """Properties as the SDK spells them."""
    if isinstance(value, list):
        return [pascal(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {name[0].upper() + name[1:]: pascal(each) for name, each in value.items()}


def tags(props):
    return [{"Key": key, "Value": value} for key, value in props.get("tags", {}).items()] or None


def policy(text):
    return text if isinstance(text, dict) else json.loads(text)


def role(r, p):
    call("iam", "create_role", r, RoleName=p["name"], AssumeRolePolicyDocument=p["assumeRolePolicy"], Description=p.get("description"))
    read = call("iam", "get_role", r, RoleName=p["name"])["Role"]
    same(policy(read["AssumeRolePolicyDocument"]), policy(p["assumeRolePolicy"]))


def role_policy(r, p):
    call("iam", "put_role_policy", r, RoleName=p["role"], PolicyName=p["name"], PolicyDocument=p["policy"])
    read = call("iam", "get_role_policy", r, RoleName=p["role"], PolicyName=p["name"])
    same(policy(read["PolicyDocument"]), policy(p["policy"]))


def managed_policy(r, p):
    arn = call("iam", "create_policy", r, PolicyName=p["name"], PolicyDocument=p["policy"], Description=p.get("description"))["Policy"]["Arn"]
    read = call("iam", "get_policy_version", r, PolicyArn=arn, VersionId="v1")["PolicyVersion"]
    same(policy(read["Document"]), policy(p["policy"]))


def user(r, p):
    call("iam", "create_user", r, UserName=p["name"], Path=p.get("path"), PermissionsBoundary=p.get("permissionsBoundary"), Tags=tags(p))
    read = call("iam", "get_user", r, UserName=p["name"])["User"]
    same(read.get("Tags") or None, tags(p))


def access_key(r, p):
    key = call("iam", "create_access_key", r, UserName=p["user"])["AccessKey"]["AccessKeyId"]
    keys = call("iam", "list_access_keys", r, UserName=p["user"])["AccessKeyMetadata"]
    same([each["Status"] for each in keys if each["AccessKeyId"] == key], [p["status"]])


def group(r, p):
    call("iam", "create_group", r, GroupName=p["name"])
    same(call("iam", "get_group", r, GroupName=p["name"])["Group"]["GroupName"], p["name"])


def membership(r, p):
    for name in p["users"]:
        call("iam", "add_user_to_group", r, GroupName=p["group"], UserName=name)
    read = call("iam", "get_group", r, GroupName=p["group"])["Users"]
    same(sorted(each["UserName"] for each in read), sorted(p["users"]))


def attachment(kind):
    def attach(r, p):
        name = {f"{kind.capitalize()}Name": p[kind]}
        # moto has AWS's own policies outside GovCloud alone: that there is one of that name can be told, and no more.
        there = p["policyArn"].replace("arn:aws-us-gov:iam::aws:", "arn:aws:iam::aws:")
        if there != p["policyArn"]:
            call("iam", "get_policy", {**r, "region": "us-east-1"}, PolicyArn=there)
            raise Lacking("policies of AWS in GovCloud")
        call("iam", f"attach_{kind}_policy", r, PolicyArn=p["policyArn"], **name)
        read = call("iam", f"list_attached_{kind}_policies", r, **name)["AttachedPolicies"]
        same(p["policyArn"] in [each["PolicyArn"] for each in read], True)

    return attach


def key(r, p):
    made[r["urn"]] = call("kms", "create_key", r, Description=p.get("description"), Policy=p.get("policy"))["KeyMetadata"]["KeyId"]
    call("kms", "enable_key_rotation", r, KeyId=made[r["urn"]])
    same(call("kms", "get_key_rotation_status", r, KeyId=made[r["urn"]])["KeyRotationEnabled"], p["enableKeyRotation"])
    read = call("kms", "get_key_policy", r, KeyId=made[r["urn"]], PolicyName="default")["Policy"]
    same(policy(read), policy(p["policy"]))


def alias(r, p):
    call("kms", "create_alias", r, AliasName=p["name"], TargetKeyId=p["targetKeyId"])
    read = {each["AliasName"]: each.get("TargetKeyId") for each in call("kms", "list_aliases", r)["Aliases"]}
    same(read.get(p["name"]), p["targetKeyId"])


def bucket(r, p):
    place = None if r["region"] == "us-east-1" else {"LocationConstraint": r["region"]}
    call("s3", "create_bucket", r, Bucket=p["bucket"], CreateBucketConfiguration=place)
    call("s3", "head_bucket", r, Bucket=p["bucket"])


def lifecycle(r, p):
    def rule(each):
        its = pascal(each)
        expiration = its.get("Expiration", {}).get("ExpiredObjectDeleteMarker")
        return {("ID" if name == "Id" else name): value for name, value in its.items()} | ({} if expiration is None else {})

    rules = [rule(each) for each in p["rules"]]
    call("s3", "put_bucket_lifecycle_configuration", r, Bucket=p["bucket"], LifecycleConfiguration={"Rules": rules})
    read = call("s3", "get_bucket_lifecycle_configuration", r, Bucket=p["bucket"])["Rules"]
    same([(each["ID"], each["Status"], each.get("Expiration")) for each in read], [(each["ID"], each["Status"], each.get("Expiration")) for each in rules])


def bucket_policy(r, p):
    call("s3", "put_bucket_policy", r, Bucket=p["bucket"], Policy=p["policy"])
    same(policy(call("s3", "get_bucket_policy", r, Bucket=p["bucket"])["Policy"]), policy(p["policy"]))


def public_access(r, p):
    block = {pascal({name: 0}).popitem()[0]: value for name, value in p.items() if name != "bucket"}
    call("s3", "put_public_access_block", r, Bucket=p["bucket"], PublicAccessBlockConfiguration=block)
    same(call("s3", "get_public_access_block", r, Bucket=p["bucket"])["PublicAccessBlockConfiguration"], block)


def encryption(r, p):
    names = {"SseAlgorithm": "SSEAlgorithm", "KmsMasterKeyId": "KMSMasterKeyID"}
    rules = []
    for each in pascal(p["rules"]):
        by = each["ApplyServerSideEncryptionByDefault"]
        rules.append(each | {"ApplyServerSideEncryptionByDefault": {names.get(name, name): value for name, value in by.items()}})
    call("s3", "put_bucket_encryption", r, Bucket=p["bucket"], ServerSideEncryptionConfiguration={"Rules": rules})
    same(call("s3", "get_bucket_encryption", r, Bucket=p["bucket"])["ServerSideEncryptionConfiguration"]["Rules"], rules)


def versioning(r, p):
    call("s3", "put_bucket_versioning", r, Bucket=p["bucket"], VersioningConfiguration=pascal(p["versioningConfiguration"]))
    same(call("s3", "get_bucket_versioning", r, Bucket=p["bucket"])["Status"], p["versioningConfiguration"]["status"])


def topic(r, p):
    names = {"kmsMasterKeyId": "KmsMasterKeyId", "policy": "Policy", "displayName": "DisplayName"}
    sent = {there: p[here] for here, there in names.items() if p.get(here)}
    arn = call("sns", "create_topic", r, Name=p["name"], Attributes=sent)["TopicArn"]
    read = call("sns", "get_topic_attributes", r, TopicArn=arn)["Attributes"]
    same({name: policy(read[name]) if name == "Policy" else read.get(name) for name in sent}, {name: policy(value) if name == "Policy" else value for name, value in sent.items()})


def subscription(r, p):
    call("sns", "subscribe", r, TopicArn=p["topic"], Protocol=p["protocol"], Endpoint=p["endpoint"])
    read = call("sns", "list_subscriptions_by_topic", r, TopicArn=p["topic"])["Subscriptions"]
    same((p["protocol"], p["endpoint"]) in [(each["Protocol"], each["Endpoint"]) for each in read], True)


def sms_preferences(r, p):
    names = {
        "defaultSenderId": "DefaultSenderID", "defaultSmsType": "DefaultSMSType", "monthlySpendLimit": "MonthlySpendLimit",
        "deliveryStatusIamRoleArn": "DeliveryStatusIAMRole", "deliveryStatusSuccessSamplingRate": "DeliveryStatusSuccessSamplingRate",
        "usageReportS3Bucket": "UsageReportS3Bucket",
    }
    sent = {names[name]: str(value) for name, value in p.items() if name in names}
    call("sns", "set_sms_attributes", r, attributes=sent)
    same(call("sns", "get_sms_attributes", r)["attributes"], sent)


def alarm(r, p):
    sent = pascal({name: value for name, value in p.items() if name not in ("name", "dimensions", "tags")})
    sent["AlarmName"] = sent.pop("Name", None) or p["name"]
    renamed = {"MetricQueries": "Metrics", "OkActions": "OKActions"}
    sent = {renamed.get(name, name): value for name, value in sent.items()}
    if "dimensions" in p:
        sent["Dimensions"] = [{"Name": name, "Value": value} for name, value in p["dimensions"].items()]
    call("cloudwatch", "put_metric_alarm", r, **sent)
    read = call("cloudwatch", "describe_alarms", r, AlarmNames=[sent["AlarmName"]])["MetricAlarms"][0]
    for name in ("Threshold", "ComparisonOperator", "EvaluationPeriods", "AlarmActions", "Period", "MetricName"):
        if name in sent:
            same(read.get(name), sent[name])


def configuration_set(r, p):
    call("sesv2", "create_configuration_set", r, **pascal(p))
    same(call("sesv2", "get_configuration_set", r, ConfigurationSetName=p["configurationSetName"])["ConfigurationSetName"], p["configurationSetName"])


def event_destination(r, p):
    call("sesv2", "create_configuration_set_event_destination", r, **pascal(p))


def identity(r, p):
    call("sesv2", "create_email_identity", r, **pascal({name: value for name, value in p.items() if name != "tags"}))
    call("sesv2", "get_email_identity", r, EmailIdentity=p["emailIdentity"])


def feedback(r, p):
    call("sesv2", "put_email_identity_feedback_attributes", r, **pascal(p))


def mail_from(r, p):
    call("sesv2", "put_email_identity_mail_from_attributes", r, **pascal(p))


def notification_topic(r, p):
    call("ses", "set_identity_notification_topic", r, Identity=p["identity"], NotificationType=p["notificationType"], SnsTopic=p["topicArn"])


def phone_number(r, p):
    names = ("isoCountryCode", "messageType", "numberCapabilities", "numberType", "optOutListName", "deletionProtectionEnabled")
    call("pinpoint-sms-voice-v2", "request_phone_number", r, **pascal({name: p[name] for name in names if name in p}))


def slack_channel(r, p):
    call(
        "chatbot", "create_slack_channel_configuration", r, ConfigurationName=p["configurationName"], IamRoleArn=p["iamRoleArn"],
        SlackChannelId=p["slackChannelId"], SlackTeamId=p["slackTeamId"], SnsTopicArns=p["snsTopicArns"],
        GuardrailPolicyArns=p["guardrailPolicyArns"], LoggingLevel=p.get("loggingLevel"), UserAuthorizationRequired=p.get("userAuthorizationRequired"),
    )


makers = {
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": slack_channel,
    "aws:cloudwatch/metricAlarm:MetricAlarm": alarm,
    "aws:iam/accessKey:AccessKey": access_key,
    "aws:iam/group:Group": group,
    "aws:iam/groupMembership:GroupMembership": membership,
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": attachment("group"),
    "aws:iam/policy:Policy": managed_policy,
    "aws:iam/role:Role": role,
    "aws:iam/rolePolicy:RolePolicy": role_policy,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attachment("role"),
    "aws:iam/user:User": user,
    "aws:iam/userPolicyAttachment:UserPolicyAttachment": attachment("user"),
    "aws:kms/alias:Alias": alias,
    "aws:kms/key:Key": key,
    "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber": phone_number,
    "aws:s3/bucket:Bucket": bucket,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": lifecycle,
    "aws:s3/bucketPolicy:BucketPolicy": bucket_policy,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": public_access,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": encryption,
    "aws:s3/bucketVersioning:BucketVersioning": versioning,
    "aws:ses/identityNotificationTopic:IdentityNotificationTopic": notification_topic,
    "aws:sesv2/configurationSet:ConfigurationSet": configuration_set,
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": event_destination,
    "aws:sesv2/emailIdentity:EmailIdentity": identity,
    "aws:sesv2/emailIdentityFeedbackAttributes:EmailIdentityFeedbackAttributes": feedback,
    "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": mail_from,
    "aws:sns/smsPreferences:SmsPreferences": sms_preferences,
    "aws:sns/topic:Topic": topic,
    "aws:sns/topicSubscription:TopicSubscription": subscription,
}


def known(resource):
    """Properties with what is known only once something is made, such as a key's id."""
    sources = resource.get("propertyDependencies", {})
    return {
        name: next((made[urn] for urn in sources.get(name, []) if urn in made), value) if value == unknown else value
        for name, value in resource["props"].items()
    }


for resource in json.load(sys.stdin):
    outcome, why = "accepted", ""
    try:
        makers[resource["type"]](resource, known(resource))
    except Lacking as error:
        outcome, why = "lacking", str(error)
    except Exception as error:  # noqa: BLE001: whatever it is, it is told
        outcome, why = "refused", f"{type(error).__name__}: {error}"
    print(json.dumps({"type": resource["type"], "urn": resource["urn"], "outcome": outcome, "why": why[:400]}))
