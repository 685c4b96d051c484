using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Frontend.Translation;

/// <content>
/// What is in readonly fields, where the text tells: lengths of arrays that an object keeps, and what is computed from them. Each is set in
/// a constructor, or with the struct that it is part of, and stays for as long as the object or value lives.
/// </content>
internal sealed partial class FunctionTranslator
{
    // The variables of readonly fields of this method's objects and structs, and whether nobody can set them but a constructor: a struct
    // that is given by reference may be set as a whole.
    private readonly Dictionary<Variable, bool> _lasting = [];

    private Expression LoadVariable(Variable variable) => _flow.Constants.GetValueOrDefault(variable) is { } value
        ? IrBuild.Constant(variable.Type, value)
        : new VariableExpression(variable);

    // Whatever sets such a variable says what is in it from now on.
    private void NoteConstants(Statement statement)
    {
        switch (statement)
        {
            case AssignStatement { Value: ConstantExpression constant } assign:
                NoteConstant(assign.Target, constant.Value);
                break;
            case CallStatement call:
                NoteConstants(call);
                break;
            default:
                IrWalk.Targets(statement).ToList().ForEach(target => NoteConstant(target, null));
                break;
        }
    }

    private void NoteConstants(CallStatement call)
    {
        IReadOnlySet<Variable>? set = null;
        foreach ((Parameter parameter, Argument argument) in call.Callee.Parameters.Zip(call.Arguments))
        {
            if (argument is ReferenceArgument { Variable: var variable } && _lasting.TryGetValue(variable, out bool isOfObject)
                && !isOfObject
                && (set ??= program.SetBy(call.Callee)).Contains(parameter.Variable!))
            {
                NoteConstant(variable, null);
            }
        }
    }

    private void NoteConstant(Variable variable, long? value)
    {
        if (_lasting.ContainsKey(variable))
        {
            _flow = _flow with { Constants = _flow.Constants.SetItem(variable, value) };
        }
    }
}
