import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import type { ReactNode } from "react";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  problem?: string | undefined;
  description?: ReactNode;
  constraint?: ReactNode;
  info?: ReactNode;
  optional?: boolean;
  type?: InputProps.Type;
  placeholder?: string;
  inputMode?: InputProps.InputMode;
  name: string;
  focus?: boolean;
}

/** One labelled line of text with its explanation and its problem. */
export function Field(props: Props) {
  const { label, optional, value, onChange, problem, description, constraint, info } = props;
  return (
    <FormField
      label={
        optional ? (
          <>
            {label} <i>– optional</i>
          </>
        ) : (
          label
        )
      }
      description={description}
      constraintText={constraint}
      info={info}
      errorText={problem}
    >
      <Input
        value={value}
        onChange={({ detail }) => onChange(detail.value)}
        name={props.name}
        type={props.type ?? "text"}
        placeholder={props.placeholder ?? ""}
        inputMode={props.inputMode ?? "text"}
        autoComplete={props.type === "password" ? "new-password" : false}
        spellcheck={false}
        autoFocus={props.focus ?? false}
        ariaRequired={!optional}
      />
    </FormField>
  );
}
