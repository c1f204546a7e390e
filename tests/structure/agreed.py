"""What several resources must agree on."""

from tests.structure.project import ref, sub

ISSUER = {
    "Fn::If": [
        "CreateUserPool",
        sub("https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${PeoplePool}"),
        ref("OidcIssuer"),
    ]
}
CLIENT_ID = {"Fn::If": ["CreateUserPool", ref("UserPoolClient"), ref("OidcAudience")]}
SCRIPT_CLIENT = ref("ScriptUserPoolClient")
HERE = sub("https://${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/")
