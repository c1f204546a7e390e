"""The network of FixedAddress: who is in it, and where their requests come out."""

from collections.abc import Iterator
from typing import Any

import pytest

from accounting.clients.outgoing import check_url, source_addresses
from tests.structure.project import (
    FUNCTIONS,
    RESOURCES,
    TEMPLATE,
    of_type,
    properties,
    ref,
)

HOLDING: dict[str, set[str]] = {
    "none": set(),
    "nat-instance": {"HasFixedAddress", "HasNatInstance"},
    "nat-gateway": {"HasFixedAddress", "HasNatGateway"},
}
CHOICES = sorted(HOLDING)
INSIDE = ["nat-gateway", "nat-instance"]
NETWORK = {name for name, body in RESOURCES.items() if body["Type"].startswith("AWS::EC2::")}
ANYWHERE = "0.0.0.0/0"
NOTHING = ref("AWS::NoValue")


def made(choice: str) -> set[str]:
    return {name for name in NETWORK if RESOURCES[name]["Condition"] in HOLDING[choice]}


def chosen(value: Any, choice: str) -> Any:
    """Its Fn::If decided."""
    if isinstance(value, dict) and value.keys() == {"Fn::If"}:
        condition, yes, no = value["Fn::If"]
        return chosen(yes if condition in HOLDING[choice] else no, choice)
    if isinstance(value, dict):
        inner = {key: chosen(one, choice) for key, one in value.items()}
        return {key: one for key, one in inner.items() if one != NOTHING}
    return [chosen(one, choice) for one in value] if isinstance(value, list) else value


def named(value: Any) -> set[str]:
    """The logical ids that are referred to."""
    match value:
        case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), _]}:
            return {name}
        case dict():
            return set().union(*map(named, value.values()))
        case list():
            return set().union(*map(named, value))
    return set()


def test_choices_are_those_of_the_parameter() -> None:
    assert sorted(TEMPLATE["Parameters"]["FixedAddress"]["AllowedValues"]) == CHOICES
    assert made("none") == set()


@pytest.mark.parametrize("choice", CHOICES)
def test_nothing_refers_to_what_is_not_made(choice: str) -> None:
    names = (RESOURCES.keys() - NETWORK) | made(choice)
    everything = [RESOURCES[name].get("Properties") for name in names]
    everything += [
        one
        for one in TEMPLATE["Outputs"].values()
        if one.get("Condition") != "HasFixedAddress" or choice != "none"
    ]
    assert named(chosen(everything, choice)) & NETWORK <= made(choice)


def test_only_who_asks_a_source_is_inside() -> None:
    inside = {name for name in FUNCTIONS if "VpcConfig" in properties(name)}
    asking = {
        name
        for name in FUNCTIONS
        if "SOURCE_ADDRESSES" in properties(name)["Environment"]["Variables"]
    }
    assert inside == asking
    for name in inside:
        config = properties(name)["VpcConfig"]
        assert chosen(config, "none") == NOTHING
        for choice in INSIDE:
            assert chosen(config, choice) == {
                "SubnetIds": [ref("FunctionsSubnet")],
                "SecurityGroupIds": [ref("FunctionsSecurityGroup")],
            }


@pytest.mark.parametrize(
    ("choice", "way", "address"),
    [
        ("nat-gateway", {"NatGatewayId": ref("NatGateway")}, "GatewayAddress"),
        ("nat-instance", {"InstanceId": ref("NatInstance")}, "InstanceAddress"),
    ],
)
def test_requests_come_from_the_address_that_is_shown(
    choice: str, way: dict[str, Any], address: str
) -> None:
    assert chosen(properties("FunctionsRoute"), choice) == {
        "RouteTableId": ref("FunctionsRoutes"),
        "DestinationCidrBlock": ANYWHERE,
        **way,
    }
    assert chosen(TEMPLATE["Outputs"]["OutgoingAddress"]["Value"], choice) == ref(address)
    shown = properties("ConsoleFunction")["Environment"]["Variables"]["OUTGOING_ADDRESS"]
    assert chosen(shown, choice) == ref(address)
    assert chosen(shown, "none") == ""


def test_gateway_and_instance_stand_in_public_with_their_addresses() -> None:
    assert properties("NatGateway") == {
        "AllocationId": {"Fn::GetAtt": ["GatewayAddress", "AllocationId"]},
        "SubnetId": ref("PublicSubnet"),
    }
    assert properties("InstanceAddressAssociation") == {
        "AllocationId": {"Fn::GetAtt": ["InstanceAddress", "AllocationId"]},
        "InstanceId": ref("NatInstance"),
    }
    instance = properties("NatInstance")
    (interface,) = instance["NetworkInterfaces"]
    assert interface["SubnetId"] == ref("PublicSubnet")
    assert interface["GroupSet"] == [ref("NatSecurityGroup")]
    assert interface["AssociatePublicIpAddress"] is True  # It installs a package before.
    assert instance["SourceDestCheck"] is False  # Else it drops what is not for itself.
    assert not {"KeyName", "IamInstanceProfile"} & instance.keys()  # Nobody signs in.
    assert properties("PublicRoute") == {
        "RouteTableId": ref("PublicRoutes"),
        "DestinationCidrBlock": ANYWHERE,
        "GatewayId": ref("InternetGateway"),
    }


@pytest.mark.parametrize(
    ("subnet", "routes"),
    [("PublicSubnet", "PublicRoutes"), ("FunctionsSubnet", "FunctionsRoutes")],
)
def test_each_subnet_has_its_own_routes(subnet: str, routes: str) -> None:
    assert {"SubnetId": ref(subnet), "RouteTableId": ref(routes)} in [
        body["Properties"] for body in of_type("AWS::EC2::SubnetRouteTableAssociation").values()
    ]


def test_tables_are_reached_without_nat() -> None:
    endpoint = properties("DynamoDBEndpoint")
    assert endpoint["RouteTableIds"] == [ref("FunctionsRoutes")]
    assert endpoint["ServiceName"] == {"Fn::Sub": "com.amazonaws.${AWS::Region}.dynamodb"}


@pytest.fixture
def as_deployed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SOURCE_ADDRESSES", "public")
    source_addresses.cache_clear()
    yield
    source_addresses.cache_clear()


@pytest.mark.usefixtures("as_deployed")
def test_ports_let_out_are_those_that_a_url_may_name() -> None:
    functions, passing = properties("FunctionsSecurityGroup"), properties("NatSecurityGroup")
    assert "SecurityGroupIngress" not in functions
    out = ports(functions["SecurityGroupEgress"], ANYWHERE)
    assert [port for port in range(1, 65536) if may_name(port) != (port in out)] == []
    assert ports(passing["SecurityGroupEgress"], ANYWHERE) == out
    inside = properties("FunctionsSubnet")["CidrBlock"]
    assert ports(passing["SecurityGroupIngress"], inside) == out
    assert f"--source {inside} " in properties("NatInstance")["UserData"]["Fn::Base64"]["Fn::Sub"]


def ports(rules: list[dict[str, Any]], address: str) -> set[int]:
    assert {(one["IpProtocol"], one["CidrIp"]) for one in rules} == {("tcp", address)}
    return {port for one in rules for port in range(one["FromPort"], one["ToPort"] + 1)}


def may_name(port: int) -> bool:
    try:
        check_url(f"https://billing.example.com:{port}/")
    except ValueError:
        return False
    return True
